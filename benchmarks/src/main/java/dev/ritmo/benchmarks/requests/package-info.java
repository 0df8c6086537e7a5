/** Requests of LangChain4j under limits: rounds of tools, tokens, connections. */
@NullMarked
package dev.ritmo.benchmarks.requests;

import org.jspecify.annotations.NullMarked;
