package dev.ritmo.benchmarks.drain;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What a client is told: the limit, not how the provider counts.
 *
 * @param calls the limit
 * @param period its period
 * @param isRejection which exceptions say that a request was rejected
 */
record Terms(int calls, Duration period, Predicate<Throwable> isRejection) {}
