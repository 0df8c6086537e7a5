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
      longest = Math.max(longest, micros(arrivals.get(i)) - sorted.get(i));
    }
    return longest / 1000;
  }

  /** All that happened, in milliseconds since the first body, to find out why. */
  String tell(List<Long> bodies, List<Arrival> arrivals, List<Long> ends) {
    List<Long> sorted = bodies.stream().sorted().toList();
    long first = sorted.isEmpty() ? aheadMicros : sorted.get(0);
    return "  bodies   "
        + millis(sorted, first)
        + "\n  arrivals "
        + millis(arrivals.stream().map(this::micros).toList(), first)
        + "\n  rejected "
        + millis(arrivals.stream().filter(a -> !a.admitted()).map(this::micros).toList(), first)
        + "\n  ends     "
        + millis(ends.stream().sorted().toList(), first);
  }

  private static List<Long> millis(List<Long> micros, long first) {
    return micros.stream().map(time -> (time - first) / 1000).toList();
  }

  private long micros(Arrival arrival) {
    return arrival.nanos() / 1000 + aheadMicros;
  }
}
