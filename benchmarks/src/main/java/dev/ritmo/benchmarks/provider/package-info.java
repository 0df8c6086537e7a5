/** Simulated providers: how they count, and what makes them reject requests beyond that. */
@NullMarked
package dev.ritmo.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
