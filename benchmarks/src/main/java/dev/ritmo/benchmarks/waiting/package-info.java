/** What many callers cost that wait on one limiter, and how exactly they are woken. */
@NullMarked
package dev.ritmo.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
