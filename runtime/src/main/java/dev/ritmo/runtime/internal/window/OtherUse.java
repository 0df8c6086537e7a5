package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Limit;

/**
 * What others use of a declared limit, as the answers to our requests show it: what the provider
 * has counted, less what we have sent. An answer says how it was when its request arrived, which
 * may be long ago, and not when exactly. So only what must be from others is taken for theirs;
 * otherwise every answer of a slow model would show use that does not exist. Not thread-safe.
 */
final class OtherUse {

  /**
   * By how much requests may overtake each other on their way: one that left later than another may
   * be counted before it. At most an eighth of the period.
   */
  private static final long OVERTAKING = 1_000_000_000;

  private static final int SHARE = 8;

  private final Limit limit;
  private final Window declared;

  /** What was taken for use by others, which counts in {@link #declared} as well. */
  private final AmountLog known;

  /**
   * @param declared the window that counts what was admitted
   */
  OtherUse(Limit limit, Span span, Window declared) {
    this.limit = limit;
    this.declared = declared;
    this.known = new AmountLog(limit.amount(), span);
  }

  /**
   * What others use at least, beyond what is known.
   *
   * @param call the request of the answer
   * @param remaining what the provider says is left
   */
  long beyondKnown(CallTimes call, long remaining) {
    long tolerance = Math.min(OVERTAKING, limit.periodNanos() / SHARE);
    long since = call.from() - limit.periodNanos() - tolerance;
    long until = call.from() + tolerance;
    long counted = sum(declared, since, until) + sum(known, until, Long.MAX_VALUE);
    if (declared.knownSince() > since) {
      // as much may be forgotten as has been admitted a period later
      counted += sum(declared, since + limit.periodNanos(), Long.MAX_VALUE);
    }
    return limit.amount() - remaining - counted;
  }

  /** What began to count after a time, up to another one. */
  private static long sum(Window window, long after, long until) {
    long[] sum = new long[1];
    window.replay(
        (time, amount) -> {
          if (time > after && time <= until) {
            sum[0] += amount;
          }
        });
    return sum[0];
  }

  /**
   * Counts use by others from now on, and until the reset at the latest: as if it had begun earlier
   * where that is less than a period away. Then none of our own may give way to it, because they
   * count longer.
   */
  void count(long now, long resetNanos, long amount) {
    long from = Math.min(now, now + resetNanos - limit.periodNanos());
    long counted = from == now ? amount : Math.min(amount, limit.amount() - declared.used(now));
    if (counted > 0) {
      declared.admit(now, from, counted);
      known.admit(now, from, counted);
    }
  }
}
