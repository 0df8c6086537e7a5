/** Found by the runtime; nothing here is for use by programs. */
@NullMarked
package dev.ritmo.context;

import org.jspecify.annotations.NullMarked;
