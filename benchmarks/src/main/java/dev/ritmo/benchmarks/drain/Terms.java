package dev.ritmo.benchmarks.drain;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told: the limit, not how the provider counts.
 *
 * @param limit of requests, or of tokens
 * @param period its period
 * @param isRejection which exceptions say that a request was rejected
 * @param tokens of the calls, where the limit is one of tokens: the estimates, and the others once
 *     there is an answer
 * @param beside another limit, for a client that can keep two
 */
record Terms(
    int limit,
    Duration period,
    Predicate<Throwable> isRejection,
    @Nullable Tokens tokens,
    @Nullable Limit beside) {

  /** What a client takes that knows no more of a call than a number. */
  int weight(int call) {
    return tokens == null ? 1 : tokens.guess(call);
  }
}
