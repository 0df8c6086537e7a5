/** Whether and when a failed call is retried. */
@NullMarked
package dev.ritmo.runtime.internal.retry;

import org.jspecify.annotations.NullMarked;
