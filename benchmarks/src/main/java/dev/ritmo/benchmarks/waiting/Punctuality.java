package dev.ritmo.benchmarks.waiting;

import dev.ritmo.benchmarks.common.Sorted;
import java.util.Arrays;
import java.util.Locale;

/**
 * How late callers were woken, in nanoseconds: each is due one period and the margin after the one
 * that stood as many places before it as the limit admits.
 */
record Punctuality(int callers, long median, long p99, long most) {

  static Punctuality of(long[] times, int limit, long length) {
    long[] late = new long[Math.max(0, times.length - limit)];
    for (int i = 0; i < late.length; i++) {
      late[i] = times[i + limit] - times[i] - length;
    }
    Arrays.sort(late);
    return new Punctuality(
        late.length, Sorted.share(late, 0.5), Sorted.share(late, 0.99), Sorted.share(late, 1));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f ms, p99 %.2f ms, worst %.2f ms (%d callers)",
        median / 1e6,
        p99 / 1e6,
        most / 1e6,
        callers);
  }
}
