package dev.ritmo.benchmarks.footprint;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;

/** Governed, and not loaded before its call is measured. */
final class Fresh {

  @RateLimited(calls = 10, period = 1)
  @RetryOnRateLimit
  String call(String text) {
    return text;
  }
}
