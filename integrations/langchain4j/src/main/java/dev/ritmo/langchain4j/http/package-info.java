/**
 * An HTTP client for the models of LangChain4j: one pool of connections for all of them, and the
 * headers of answers, of which LangChain4j's own client drops those of errors.
 */
@NullMarked
package dev.ritmo.langchain4j.http;

import org.jspecify.annotations.NullMarked;
