/** What a failure means, and when the provider asks to come back. */
@NullMarked
package dev.ritmo.runtime.internal.signal;

import org.jspecify.annotations.NullMarked;
