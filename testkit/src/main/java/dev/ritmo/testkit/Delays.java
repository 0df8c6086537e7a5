package dev.ritmo.testkit;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long requests are in transit and being processed. Each delay is uniform in its range, and
 * depends only on the seed and the number of the request. Immutable.
 *
 * @param up from sending by the client to the decision of the provider
 * @param model the processing of an admitted request; for a streamed one, until the last chunk
 * @param down from the answer to the client
 * @param seed determines the delays
 */
public record Delays(Range up, Range model, Range down, long seed) {

  private static final long REJECTION = Duration.ofMillis(5).toNanos();

  /** No delays, not even for a rejection. */
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

  /** The time in which the provider rejects a request: 5 ms, or zero without delays. */
  long rejectionNanos() {
    return equals(none()) ? 0 : REJECTION;
  }

  /**
   * A range of durations, both ends included.
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
