package dev.ritmo.benchmarks.footprint;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;

/** The same once more, when all of Ritmo is loaded. */
final class Other {

  @RateLimited(calls = 10, period = 1)
  @RetryOnRateLimit
  String call(String text) {
    return text;
  }
}
