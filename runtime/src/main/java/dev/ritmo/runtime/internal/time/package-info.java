/** Time as limiters count it. */
@NullMarked
package dev.ritmo.runtime.internal.time;

import org.jspecify.annotations.NullMarked;
