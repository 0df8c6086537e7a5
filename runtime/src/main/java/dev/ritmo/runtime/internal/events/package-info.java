/** Events of limiters, from the lock under which they happen to their listeners. */
@NullMarked
package dev.ritmo.runtime.internal.events;

import org.jspecify.annotations.NullMarked;
