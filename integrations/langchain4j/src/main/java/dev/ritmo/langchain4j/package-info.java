/**
 * Limits AI services of LangChain4j when they are created, if the creating code is woven; extracts
 * the text of its messages, and the tokens used from its answers.
 */
@NullMarked
package dev.ritmo.langchain4j;

import org.jspecify.annotations.NullMarked;
