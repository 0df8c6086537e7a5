package dev.ritmo.testkit;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long requests are on their way and at work. Each delay is uniform in its range and depends on
 * the seed and the number of the request only. Immutable.
 *
 * @param up from the client's sending to the provider's decision
 * @param model the work on an admitted request; for a streamed one, until the last chunk
 * @param down from the answer to the client
 * @param seed chooses the delays
 */
public record Delays(Range up, Range model, Range down, long seed) {

  private static final long REJECTION = Duration.ofMillis(5).toNanos();

  /** No delays at all, not even for a rejection. */
  public static Delays none() {
    return new Delays(Range.NOTHING, Range.NOTHING, Range.NOTHING, 0);
  }

  /**
   * The delays of one request.
   *
   * @param number the number of the request, in the order in which they were sent; the first is 0
   */
  public Trip trip(long number) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    return new Trip(
        up.nanos(random.nextDouble()),
        model.nanos(random.nextDouble()),
        down.nanos(random.nextDouble()));
  }

  /** The time that a rejection takes the provider: 5 ms, unless nothing takes time. */
  long rejectionNanos() {
    return equals(none()) ? 0 : REJECTION;
  }

  /**
   * From one duration to another, both included.
   *
   * @param from the shortest; not negative
   * @param to the longest; at least {@code from}
   */
  public record Range(Duration from, Duration to) {

    static final Range NOTHING = millis(0, 0);

    /**
     * @throws IllegalArgumentException if {@code from} is negative or after {@code to}
     */
    public Range {
      Numbers.notNegative("from", from);
      if (to.compareTo(from) < 0) {
        throw new IllegalArgumentException("to must be at least " + from + ", but was " + to);
      }
    }

    /** A range in milliseconds. */
    public static Range millis(long from, long to) {
      return new Range(Duration.ofMillis(from), Duration.ofMillis(to));
    }

    private long nanos(double share) {
      return from.toNanos() + (long) (share * to.minus(from).toNanos());
    }
  }

  /** The delays of one request in nanoseconds. */
  public record Trip(long upNanos, long modelNanos, long downNanos) {}
}
