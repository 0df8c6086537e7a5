/**
 * For tests: a {@linkplain dev.ritmo.testkit.VirtualClock clock} that stands still until it is
 * advanced, a {@linkplain dev.ritmo.testkit.LocalProvider provider} that enforces a limit and
 * counts, and a {@linkplain dev.ritmo.testkit.WindowCheck check} of any window of a log of times.
 */
@NullMarked
package dev.ritmo.testkit;

import org.jspecify.annotations.NullMarked;
