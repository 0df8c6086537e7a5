/** A live page of all limiters, with the same as JSON. */
@NullMarked
package dev.ritmo.console;

import org.jspecify.annotations.NullMarked;
