package dev.ritmo.runtime.spi;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What governs one method; immutable.
 *
 * @param signature the name and erased parameter types, as in {@link Governs}
 * @param limiter the name of the limiter
 * @param limits the limits of the limiter; none for a method that is only retried
 * @param maxWaitNanos the longest wait for admission; {@link #DEFAULT_WAIT} or {@link #FOREVER} for
 *     those
 * @param retry when to try again; null for never
 * @param isDeferred whether its result begins when it is subscribed to, and an adapter makes the
 *     calls
 */
public record GovernedMethod(
    String signature,
    String limiter,
    List<Limit> limits,
    long maxWaitNanos,
    @Nullable RetrySettings retry,
    boolean isDeferred) {

  /** Waits for one minute and the limiter's margin. */
  public static final long DEFAULT_WAIT = -1;

  /** Waits as long as it takes. */
  public static final long FOREVER = Long.MAX_VALUE;

  public GovernedMethod {
    limits = List.copyOf(limits);
  }

  /** A method under a limiter, with the default wait and without retry. */
  public static GovernedMethod of(String signature, String limiter, Limit... limits) {
    return new GovernedMethod(signature, limiter, List.of(limits), DEFAULT_WAIT, null, false);
  }

  /**
   * This method with another longest wait for admission. {@link Long#MAX_VALUE} of any unit is
   * {@link #FOREVER}.
   */
  public GovernedMethod maxWait(long wait, TimeUnit unit) {
    long nanos = wait == FOREVER ? FOREVER : Durations.nanos("maxWait", wait, unit);
    return new GovernedMethod(signature, limiter, limits, nanos, retry, isDeferred);
  }

  /** This method, tried again when it fails. */
  public GovernedMethod retry(RetrySettings settings) {
    return new GovernedMethod(signature, limiter, limits, maxWaitNanos, settings, isDeferred);
  }

  /** This method, called by an adapter for each subscription to what it returns. */
  public GovernedMethod deferred() {
    return new GovernedMethod(signature, limiter, limits, maxWaitNanos, retry, true);
  }
}
