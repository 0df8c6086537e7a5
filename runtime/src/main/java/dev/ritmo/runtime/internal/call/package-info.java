/** One guarded call, from its arrival to its end: blocking, asynchronous, or a subscription. */
@NullMarked
package dev.ritmo.runtime.internal.call;

import org.jspecify.annotations.NullMarked;
