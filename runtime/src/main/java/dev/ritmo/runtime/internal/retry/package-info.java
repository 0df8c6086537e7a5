/** Whether and when a failed call is tried again. */
@NullMarked
package dev.ritmo.runtime.internal.retry;

import org.jspecify.annotations.NullMarked;
