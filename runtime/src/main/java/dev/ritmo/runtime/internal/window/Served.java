package dev.ritmo.runtime.internal.window;

import java.util.Arrays;

/** What has left and was not rejected, over time: sums over any interval. Immutable. */
final class Served {

  private final long[] times;
  private final long[] sums;

  /**
   * @param log what has left, the rejected included
   * @param rejections what to take off
   */
  Served(Window log, Rejections rejections) {
    Collector left = new Collector();
    log.replay(left);
    rejections.replay((time, amount) -> left.admitted(time, -amount));
    long[][] changes = Arrays.copyOf(left.changes, left.count);
    Arrays.sort(changes, (a, b) -> Long.compare(a[0], b[0]));
    times = new long[changes.length];
    sums = new long[changes.length + 1];
    for (int i = 0; i < changes.length; i++) {
      times[i] = changes[i][0];
      sums[i + 1] = sums[i] + changes[i][1];
    }
  }

  /** How much between two times, the first excluded. */
  long between(long after, long to) {
    return sums[countUpTo(to)] - sums[countUpTo(after)];
  }

  private int countUpTo(long time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static final class Collector implements Window.History {
    long[][] changes = new long[16][];
    int count;

    @Override
    public void admitted(long time, long amount) {
      if (count == changes.length) {
        changes = Arrays.copyOf(changes, 2 * count);
      }
      changes[count++] = new long[] {time, amount};
    }
  }
}
