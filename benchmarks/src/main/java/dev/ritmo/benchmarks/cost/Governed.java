package dev.ritmo.benchmarks.cost;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import dev.ritmo.Prompt;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;

/**
 * Methods that do nothing but what the weaver adds. Their limits are never exhausted. Up to 1024
 * calls a limiter notes each admission: the <em>exact</em> path, which a limit of 10 takes as well.
 * Above, admissions close together share a note, which is the cheaper <em>coarse</em> path.
 */
final class Governed {

  private static final int PLENTY = 1_000_000_000;
  private static final Answer ANSWER = new Answer(new TokenUsage(1, 150));

  /** Reports what was used, as the result of a client does. */
  record Answer(TokenUsage tokenUsage) implements HasTokenUsage {}

  String plain(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  String exact(String text) {
    return text;
  }

  @RateLimited(calls = PLENTY, period = 1)
  String coarse(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  @RetryOnRateLimit
  String exactRetried(String text) {
    return text;
  }

  @RateLimited(calls = PLENTY, period = 1)
  @RetryOnRateLimit
  String coarseRetried(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS, concurrent = 1000)
  String withSlots(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS, concurrent = 1000)
  @RateLimited(tokens = 1_000L * PLENTY, period = 1)
  Answer withAll(@Prompt String text) {
    return ANSWER;
  }

  @RateLimited(calls = PLENTY, period = 1, key = "user")
  String keyed(String user, String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  int exactInt(int number) {
    return number;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  String second(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  Object third(String text, int number) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  static String fourth(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  @RetryOnRateLimit
  String secondRetried(String text) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  @RetryOnRateLimit
  Object thirdRetried(String text, int number) {
    return text;
  }

  @RateLimited(calls = 1000, period = 1, unit = MICROSECONDS)
  @RetryOnRateLimit
  static String fourthRetried(String text) {
    return text;
  }
}
