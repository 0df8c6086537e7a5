package dev.ritmo.micrometer;

import dev.ritmo.runtime.WaitTotals;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Puts what a limiter has counted since the last time into a timer: as many waits as have ended,
 * each within its bucket, with the same sum. Only where several waits have ended in between, and
 * thus only within a bucket, do they differ from what they were. So a timer shows exact counts,
 * sums and buckets, although nothing is recorded while calls wait. Not thread-safe.
 */
final class WaitReplay {

  private static final List<Duration> BOUNDS = WaitTotals.BOUNDS;

  private WaitTotals last = WaitTotals.NONE;

  /** Records in the timer what is new in these totals. */
  void record(WaitTotals totals, Timer timer) {
    WaitTotals from = hasRestarted(totals) ? WaitTotals.NONE : last;
    last = totals;
    replay(from, totals, nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
  }

  /** Whether the limiter is another one of the same name: numbers of one only grow. */
  private boolean hasRestarted(WaitTotals totals) {
    for (int i = 0; i < BOUNDS.size(); i++) {
      if (totals.counts().get(i) < last.counts().get(i)) {
        return true;
      }
    }
    return totals.longer() < last.longer() || totals.total().compareTo(last.total()) < 0;
  }

  /** Finds waits that lie within their buckets and have the right sum. */
  static void replay(WaitTotals from, WaitTotals to, LongConsumer wait) {
    long least = 0;
    long width = 0;
    for (int i = 0; i < BOUNDS.size(); i++) {
      long count = to.counts().get(i) - from.counts().get(i);
      least += count * lower(i);
      width += count * (lower(i + 1) - lower(i));
    }
    long longer = to.longer() - from.longer();
    long longest = lower(BOUNDS.size());
    // what the waits are longer than the lower bounds of their buckets, together
    long beyond = to.total().minus(from.total()).toNanos() - least - longer * longest;
    double share = share(beyond, width + longer * longest);
    for (int i = 0; i < BOUNDS.size(); i++) {
      long each = lower(i) + Math.max(1, Math.round(share * (lower(i + 1) - lower(i))));
      repeat(to.counts().get(i) - from.counts().get(i), each, wait);
    }
    if (longer > 0) {
      long rest = beyond - Math.round(share * width);
      repeat(longer, longest + Math.max(1, rest / longer), wait);
    }
  }

  private static double share(long beyond, long width) {
    return width == 0 ? 0 : Math.min(1, Math.max(0, (double) beyond / width));
  }

  /** The lower bound of a bucket, which does not belong to it. */
  private static long lower(int bucket) {
    return bucket == 0 ? 0 : BOUNDS.get(bucket - 1).toNanos();
  }

  private static void repeat(long times, long nanos, LongConsumer wait) {
    for (long i = 0; i < times; i++) {
      wait.accept(nanos);
    }
  }
}
