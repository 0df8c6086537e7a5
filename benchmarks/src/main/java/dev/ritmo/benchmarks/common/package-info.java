/** What several of the programs need. */
@NullMarked
package dev.ritmo.benchmarks.common;

import org.jspecify.annotations.NullMarked;
