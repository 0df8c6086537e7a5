package dev.ritmo.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the fullest window in a log of times: the largest count in any half-open window {@code [x,
 * x + period)}, wherever it starts. Immutable.
 *
 * @param largest the largest count, or sum of tokens; 0 for an empty log
 * @param start where the earliest such window starts: one of the times; 0 for an empty log
 */
public record WindowCheck(int largest, long start) {

  /**
   * Checks a log.
   *
   * @param nanos the times in nanoseconds, in any order; their origin is arbitrary and they may
   *     overflow, as those of {@link System#nanoTime} may, as long as they lie within 292 years
   * @param period the length of the window; positive
   * @throws IllegalArgumentException if the period is not positive
   */
  public static WindowCheck of(long[] nanos, Duration period) {
    int[] ones = new int[nanos.length];
    Arrays.fill(ones, 1);
    return of(nanos, ones, period);
  }

  /**
   * Checks the tokens of a log: the largest sum of what the requests of one window have used, or
   * have reserved while their answers are not complete.
   *
   * @param arrivals the log, or that of one account
   * @param period the length of the window; positive
   * @throws IllegalArgumentException if the period is not positive
   * @throws ArithmeticException if the sum exceeds {@link Integer#MAX_VALUE}
   */
  public static WindowCheck ofTokens(List<Arrival> arrivals, Duration period) {
    long[] nanos = arrivals.stream().mapToLong(Arrival::nanos).toArray();
    int[] tokens =
        arrivals.stream()
            .mapToInt(each -> each.used() < 0 ? each.reserved() : each.used())
            .toArray();
    return of(nanos, tokens, period);
  }

  private static WindowCheck of(long[] nanos, int[] amounts, Duration period) {
    long length = Numbers.positiveNanos("period", period);
    if (nanos.length == 0) {
      return new WindowCheck(0, 0);
    }
    List<Entry> sorted = sinceFirst(nanos, amounts);
    long sum = 0;
    long largest = -1;
    int best = 0;
    int from = 0;
    for (Entry last : sorted) {
      sum += last.amount;
      while (last.time - sorted.get(from).time >= length) {
        sum -= sorted.get(from).amount;
        from++;
      }
      if (sum > largest) {
        largest = sum;
        best = from;
      }
    }
    return new WindowCheck(Math.toIntExact(largest), nanos[0] + sorted.get(best).time);
  }

  /** Uses differences, which stay correct and ordered when the clock overflows. */
  private static List<Entry> sinceFirst(long[] nanos, int[] amounts) {
    return IntStream.range(0, nanos.length)
        .mapToObj(i -> new Entry(nanos[i] - nanos[0], amounts[i]))
        .sorted(Comparator.comparingLong(Entry::time))
        .toList();
  }

  private record Entry(long time, int amount) {}
}
