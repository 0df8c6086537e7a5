/** What the processor and the weaver add to a build. */
@NullMarked
package dev.ritmo.benchmarks.compile;

import org.jspecify.annotations.NullMarked;
