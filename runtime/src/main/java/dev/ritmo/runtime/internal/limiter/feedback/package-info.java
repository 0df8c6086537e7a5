/**
 * What a limiter makes of the answers to its calls: counters, events at the provider, the retry
 * budget, the size of answers, and what is logged about them.
 */
@NullMarked
package dev.ritmo.runtime.internal.limiter.feedback;

import org.jspecify.annotations.NullMarked;
