/**
 * The way in for programs: {@link dev.ritmo.runtime.Ritmo}, what each limiter is doing now, and the
 * exceptions that governed methods throw.
 */
@NullMarked
package dev.ritmo.runtime;

import org.jspecify.annotations.NullMarked;
