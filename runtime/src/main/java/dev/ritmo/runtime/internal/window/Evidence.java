package dev.ritmo.runtime.internal.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What rejections say about how a limit is enforced. Not thread-safe.
 *
 * <p>Whoever enforces so much per window of some length rejects only when that much has been served
 * within that length. So for each length of a ladder, what had been served within it at a rejection
 * bounds the amount from above, and the least of all rejections is the amount, if that is the
 * length. A stated time to come back says that the window is at least so long. Of what remains, the
 * longest window that still admits as fast as declared is taken for the truth, or else the fastest:
 * what is enforced in slices has the rate that was declared, and what is plainly lower has the
 * period.
 */
final class Evidence {

  private static final int[] PARTS = {1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60};
  private static final int SAMPLE = 64;
  private static final long SECOND = 1_000_000_000;

  /** Rates that differ by less are the same. */
  private static final double ABOUT = 0.999;

  private final long period;
  private final double declaredRate;

  /** How much later than another a request may arrive that has left together with it. */
  private final long jitter;

  private final long[] lengths;
  private final long[] least;
  private final long[] leastOfEvent;
  private long atLeast;

  Evidence(long amount, long period) {
    this.period = period;
    this.declaredRate = (double) amount / period;
    this.jitter = Span.margin(period);
    this.lengths =
        Arrays.stream(PARTS)
            .mapToLong(part -> period / part)
            .filter(length -> length >= 4 * jitter)
            .toArray();
    this.least = new long[lengths.length];
    this.leastOfEvent = new long[lengths.length];
    forget();
  }

  /** Times have changed. */
  void forget() {
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(leastOfEvent, Long.MAX_VALUE);
    atLeast = 0;
  }

  /** What comes now is another event. */
  void begin() {
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], leastOfEvent[i]);
    }
    atLeast = 0;
  }

  /**
   * Takes in a rejection. Others of the same event tell more of what was served before them.
   *
   * @param rejections with this one
   * @param log what has left, the rejected included
   * @param stated how long the provider asks to wait; negative if it does not say
   */
  void add(Rejections rejections, Window log, long stated) {
    long roundedBy = stated % SECOND == 0 ? SECOND : jitter;
    atLeast = Math.max(atLeast, Math.min(period, stated) - roundedBy);
    Served served = new Served(log, rejections);
    Arrays.fill(leastOfEvent, Long.MAX_VALUE);
    for (long time : rejections.latest(SAMPLE)) {
      for (int i = 0; i < lengths.length; i++) {
        long within = served.between(time - lengths[i], time + jitter);
        leastOfEvent[i] = Math.min(leastOfEvent[i], within);
      }
    }
  }

  /**
   * What is enforced, as far as can be told.
   *
   * @param inForce what was kept when the rejections came
   * @return null if nothing stricter explains them
   */
  @Nullable Restriction conclude(Restriction inForce) {
    Restriction fastest = null;
    for (int i = 0; i < lengths.length; i++) {
      long amount = Math.min(least[i], leastOfEvent[i]);
      Restriction candidate = new Restriction(amount, lengths[i]);
      if (amount <= 0
          || amount == Long.MAX_VALUE
          || lengths[i] < atLeast
          || inForce.implies(candidate)) {
        continue;
      }
      if (candidate.rate() >= declaredRate * ABOUT) {
        return candidate;
      }
      if (fastest == null || candidate.rate() > fastest.rate()) {
        fastest = candidate;
      }
    }
    return fastest;
  }
}
