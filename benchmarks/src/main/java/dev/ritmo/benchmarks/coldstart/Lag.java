package dev.ritmo.benchmarks.coldstart;

import dev.ritmo.testkit.Arrival;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How long requests take from their bodies, in one process, to the provider, in another. */
final class Lag {

  /** What the wall clock is ahead of that of arrivals. */
  private final long aheadMicros = micros(Instant.now()) - System.nanoTime() / 1000;

  /** A time that two processes mean the same by. */
  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /**
   * The longest, in milliseconds. Bodies and arrivals are matched in their order, so that it is too
   * low where requests overtake each other.
   */
  long longestMillis(List<Long> bodies, List<Arrival> arrivals) {
    List<Long> sorted = bodies.stream().sorted().toList();
    long longest = 0;
    for (int i = 0; i < Math.min(sorted.size(), arrivals.size()); i++) {
      long arrived = arrivals.get(i).nanos() / 1000 + aheadMicros;
      longest = Math.max(longest, arrived - sorted.get(i));
    }
    return longest / 1000;
  }
}
