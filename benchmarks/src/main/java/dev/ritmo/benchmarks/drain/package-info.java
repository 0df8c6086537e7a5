/** How fast a batch is done under a limit, against a client that foresees everything. */
@NullMarked
package dev.ritmo.benchmarks.drain;

import org.jspecify.annotations.NullMarked;
