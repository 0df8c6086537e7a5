/** A service that the runtime finds. Not for use by programs. */
@NullMarked
package dev.ritmo.context;

import org.jspecify.annotations.NullMarked;
