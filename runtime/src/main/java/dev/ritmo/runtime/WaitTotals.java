package dev.ritmo.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The waits for one {@linkplain dev.ritmo.runtime.spi.WaitCause cause} that have ended so far: how
 * many, how long together, and how they are distributed. A call that waited for several causes
 * counts under each of them, with its part of the wait. Every number only grows. Immutable; later
 * versions may add values.
 */
public final class WaitTotals {

  /** The upper bounds of {@link #counts}, from 10 ms to 10 minutes. */
  public static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(10),
          Duration.ofMillis(30),
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10));

  /** No wait has ended. */
  public static final WaitTotals NONE =
      new WaitTotals(0, Duration.ZERO, BOUNDS.stream().map(bound -> 0L).toList(), 0);

  private final long count;
  private final Duration total;
  private final List<Long> counts;
  private final long longer;

  private WaitTotals(long count, Duration total, List<Long> counts, long longer) {
    this.count = count;
    this.total = total;
    this.counts = counts;
    this.longer = longer;
  }

  /**
   * Creates totals.
   *
   * @param counts how many waits were at most as long as each of {@link #BOUNDS} and longer than
   *     the one before, and at last how many were longer than all
   * @throws IllegalArgumentException if there is not one more of these than bounds
   */
  public static WaitTotals of(long count, Duration total, List<Long> counts) {
    int bounds = BOUNDS.size();
    if (counts.size() != bounds + 1) {
      throw new IllegalArgumentException(
          "There must be %s counts, but there are %s. Fix: give one for each bound, and one for longer waits."
              .formatted(bounds + 1, counts.size()));
    }
    return new WaitTotals(count, total, List.copyOf(counts.subList(0, bounds)), counts.get(bounds));
  }

  /** How many waits have ended. */
  public long count() {
    return count;
  }

  /** How long they were together. */
  public Duration total() {
    return total;
  }

  /** How many were at most as long as each of {@link #BOUNDS}, and longer than the one before. */
  public List<Long> counts() {
    return counts;
  }

  /** How many were longer than all of {@link #BOUNDS}. */
  public long longer() {
    return longer;
  }

  /** Returns the sum of these and others. */
  public WaitTotals plus(WaitTotals other) {
    List<Long> sums = new ArrayList<>(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      sums.add(counts.get(i) + other.counts.get(i));
    }
    return new WaitTotals(
        count + other.count, total.plus(other.total), List.copyOf(sums), longer + other.longer);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WaitTotals that
        && count == that.count
        && total.equals(that.total)
        && counts.equals(that.counts)
        && longer == that.longer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, total, counts, longer);
  }

  @Override
  public String toString() {
    return "WaitTotals[count=%s, total=%s, counts=%s, longer=%s]"
        .formatted(count, total, counts, longer);
  }
}
