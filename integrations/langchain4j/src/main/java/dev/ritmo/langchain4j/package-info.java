/**
 * Limits AI services of LangChain4j as soon as they are made, where the code that makes them is
 * woven; and finds the text in its messages, and what was used in its answers.
 */
@NullMarked
package dev.ritmo.langchain4j;

import org.jspecify.annotations.NullMarked;
