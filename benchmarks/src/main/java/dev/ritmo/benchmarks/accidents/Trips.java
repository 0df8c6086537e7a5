package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Chance;
import java.util.concurrent.TimeUnit;

/**
 * How long requests are on their way and at work, in nanoseconds: as in the drain benchmark, up to
 * the jitter on the way up, 100-400 ms at the model and 0-50 ms back.
 *
 * @param jitter the longest way up
 */
record Trips(long seed, long jitter) {

  /** What a rejection takes the provider. */
  static final long REJECTION = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long MODEL_LEAST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MODEL_MORE = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long DOWN = TimeUnit.MILLISECONDS.toNanos(50);

  long up(long call, int attempt) {
    return (long) (jitter * Chance.uniform(seed, Chance.UP, call, attempt));
  }

  long model(long call, int attempt) {
    return MODEL_LEAST + (long) (MODEL_MORE * Chance.uniform(seed, Chance.MODEL, call, attempt));
  }

  long down(long call, int attempt) {
    return (long) (DOWN * Chance.uniform(seed, Chance.DOWN, call, attempt));
  }
}
