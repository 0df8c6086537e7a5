package dev.ritmo.runtime.internal.window;

/**
 * How long a request may take to leave after its call was admitted: a limiter counts admissions,
 * the provider counts arrivals, and the first requests of a process wait for classes to be loaded
 * and connections to be made. Shared by all windows of a limiter. Not thread-safe.
 *
 * <p>While the limiter is <em>cold</em>, a call counts from its end or from {@link #setup} after
 * its start, whichever is earlier. It is cold until a call has ended, or {@code setup} has passed
 * since the first one started; and again, with a {@code setup} of at most 250 ms, after half a
 * minute without an admission, when connections have to be made again.
 */
public final class Connections {

  /** After this time without an admission, connections have to be made again: half a minute. */
  static final long IDLE = 30_000_000_000L;

  /** Stands for no time at which calls count from their admission. */
  public static final long COLD = Span.LONG_AGO;

  private static final long IDLE_SETUP = 250_000_000;

  private final long firstSetup;

  /** Of the calls that are admitted now; 0 while the limiter is warm. */
  private long setup;

  /** When the current setup ends if no call has ended by then. */
  private long coldUntil = Span.LONG_AGO;

  /** Calls that have not begun to count yet, unless they have ended late. */
  private int pending;

  private long newest = Span.LONG_AGO;

  /** The last time from which a call that was admitted so far counts. */
  private long latestFrom = Span.LONG_AGO;

  /** Until then a call counts from its admission, and after all others: the common case. */
  private long warmUntil = Span.LONG_AGO;

  /**
   * @param firstSetup how long the first requests may take to leave, in nanoseconds; 0 for no time
   */
  public Connections(long firstSetup) {
    this.firstSetup = firstSetup;
    this.setup = firstSetup;
  }

  /**
   * The longest time that setups can make a call wait that waits for a minute: the first one, and
   * those after {@value #IDLE} ns without an admission, of which there are two in a minute at most.
   */
  public long longestSetup() {
    return firstSetup + 2 * idleSetup();
  }

  private long idleSetup() {
    return Math.min(firstSetup, IDLE_SETUP);
  }

  /** Until then a call counts from its admission, and after all others; maybe {@link #COLD}. */
  public long warmUntil() {
    return warmUntil;
  }

  /**
   * A call is admitted.
   *
   * @param isSent whether its request leaves at once, as that of a call within another
   * @return from when it counts unless it ends before
   */
  public long admitted(long now, boolean isSent) {
    if (now <= warmUntil) {
      newest = now;
      warmUntil = now + IDLE;
      return now;
    }
    if (newest == Span.LONG_AGO) {
      coldUntil = now + setup;
    } else if (now - newest > IDLE && firstSetup > 0) {
      setup = idleSetup();
      coldUntil = now + setup;
    } else if (now > coldUntil) {
      setup = 0;
    }
    newest = now;
    if (latestFrom <= now) {
      pending = 0;
    }
    long from = isSent ? now : now + setup;
    latestFrom = Math.max(latestFrom, from);
    if (from > now) {
      pending++;
    }
    warmUntil = setup == 0 && latestFrom <= now ? now + IDLE : Span.LONG_AGO;
    return from;
  }

  /** A call has ended, so connections are there. */
  public void ended() {
    setup = 0;
  }

  /**
   * A call that would have counted from later on counts by now. If it was the last of these, calls
   * are warm again, and cost as little as ever.
   */
  public void advanced(long now) {
    pending--;
    if (pending == 0) {
      latestFrom = now;
    }
  }

  /** Whether all calls that were admitted so far count by now. */
  public boolean isSettled(long now) {
    return setup == 0 && latestFrom <= now;
  }
}
