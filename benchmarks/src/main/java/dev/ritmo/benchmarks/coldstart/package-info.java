/** Whether the first requests of a virtual machine keep the limit of a strict provider. */
@NullMarked
package dev.ritmo.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
