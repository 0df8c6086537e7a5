/**
 * The API for programs: the entry point {@link dev.ritmo.runtime.Ritmo}, limiters and their state,
 * and the exceptions that governed methods throw.
 */
@NullMarked
package dev.ritmo.runtime;

import org.jspecify.annotations.NullMarked;
