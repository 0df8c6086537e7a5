package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The waits of the calls of one method that have ended, by what was waited for. Every number only
 * grows. Not thread-safe: guarded by the limiter.
 */
public final class WaitCounters {

  private static final WaitCause[] CAUSES = WaitCause.values();
  private static final long[] BOUNDS =
      WaitTotals.BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

  private final Map<WaitCause, OfCause> byCause = new EnumMap<>(WaitCause.class);

  private static final class OfCause {
    private long count;
    private long sum;
    private final long[] buckets = new long[BOUNDS.length + 1];
  }

  /** A wait has ended. */
  void add(WaitTimes times) {
    for (WaitCause cause : CAUSES) {
      long nanos = times.of(cause);
      if (nanos > 0) {
        OfCause counted = byCause.computeIfAbsent(cause, any -> new OfCause());
        counted.count++;
        counted.sum += nanos;
        counted.buckets[bucket(nanos)]++;
      }
    }
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The same for programs. */
  public Map<WaitCause, WaitTotals> totals() {
    Map<WaitCause, WaitTotals> totals = new EnumMap<>(WaitCause.class);
    byCause.forEach(
        (cause, counted) ->
            totals.put(
                cause,
                WaitTotals.of(
                    counted.count, Duration.ofNanos(counted.sum), boxed(counted.buckets))));
    return totals;
  }

  private static List<Long> boxed(long[] numbers) {
    List<Long> boxed = new ArrayList<>(numbers.length);
    for (long number : numbers) {
      boxed.add(number);
    }
    return boxed;
  }
}
