/** What a call costs: JMH, as ratios to a floor. */
@NullMarked
package dev.ritmo.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
