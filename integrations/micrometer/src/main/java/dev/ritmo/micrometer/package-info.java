/** Meters of limiters for Micrometer: {@link dev.ritmo.micrometer.RitmoMetrics}. */
@NullMarked
package dev.ritmo.micrometer;

import org.jspecify.annotations.NullMarked;
