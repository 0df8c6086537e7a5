/** What a failure says: rejected by a limit, overloaded, transient. */
@NullMarked
package dev.ritmo.runtime.internal.signal;

import org.jspecify.annotations.NullMarked;
