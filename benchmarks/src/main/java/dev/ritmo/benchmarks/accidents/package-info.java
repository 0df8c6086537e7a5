/** What rejections that are nobody's limit cost: simulated providers, on virtual time. */
@NullMarked
package dev.ritmo.benchmarks.accidents;

import org.jspecify.annotations.NullMarked;
