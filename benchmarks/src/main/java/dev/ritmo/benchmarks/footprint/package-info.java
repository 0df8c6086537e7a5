/** The memory of limiters, and the first call of a fresh virtual machine. */
@NullMarked
package dev.ritmo.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
