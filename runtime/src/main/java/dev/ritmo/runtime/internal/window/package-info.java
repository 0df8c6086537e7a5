/**
 * How much of each limit is used, when the next call fits, and what rejections say about a limit.
 * Plain numbers: nothing here knows a clock, a queue or a thread.
 */
@NullMarked
package dev.ritmo.runtime.internal.window;

import org.jspecify.annotations.NullMarked;
