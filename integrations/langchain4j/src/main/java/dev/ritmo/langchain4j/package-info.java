/**
 * Limits AI services of LangChain4j as soon as they are made, where the code that makes them is
 * woven.
 */
@NullMarked
package dev.ritmo.langchain4j;

import org.jspecify.annotations.NullMarked;
