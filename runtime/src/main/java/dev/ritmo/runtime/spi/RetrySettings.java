package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import dev.ritmo.rules.Defaults;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When and how often a failed call is tried again; immutable. Start from {@link #DEFAULT} and
 * change what differs.
 *
 * @param maxAttempts the most attempts, the first included
 * @param initialDelayNanos the delay before the second attempt
 * @param maxDelayNanos the longest delay
 * @param multiplier the growth of the delay from attempt to attempt
 * @param jitter the share of a delay up to which a random time is added
 * @param deadlineNanos the total time for attempts and waits; {@link Long#MAX_VALUE} for none
 * @param unit the unit in which a number that overrides a duration counts
 * @param retryOn failures to retry in addition to the recognised ones
 * @param abortOn failures not to retry; wins over everything else
 */
public record RetrySettings(
    int maxAttempts,
    long initialDelayNanos,
    long maxDelayNanos,
    double multiplier,
    double jitter,
    long deadlineNanos,
    TimeUnit unit,
    List<Class<? extends Throwable>> retryOn,
    List<Class<? extends Throwable>> abortOn) {

  /** What {@code @RetryOnRateLimit} means without elements. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(
          Defaults.MAX_ATTEMPTS,
          Defaults.INITIAL_DELAY,
          Defaults.MAX_DELAY,
          Defaults.MULTIPLIER,
          Defaults.JITTER,
          Long.MAX_VALUE,
          TimeUnit.SECONDS,
          List.of(),
          List.of());

  /**
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public RetrySettings {
    require(Bounds.isPositive(maxAttempts), "maxAttempts must be at least 1", maxAttempts);
    require(
        initialDelayNanos >= 0 && initialDelayNanos <= Bounds.MAX_NANOS,
        "initialDelay must be from 0 to 146 years",
        initialDelayNanos);
    require(
        maxDelayNanos >= initialDelayNanos && maxDelayNanos <= Bounds.MAX_NANOS,
        "maxDelay must be at least initialDelay and at most 146 years",
        maxDelayNanos);
    require(Bounds.isMultiplier(multiplier), "multiplier must be at least 1", multiplier);
    require(Bounds.isShare(jitter), "jitter must be from 0 to 1", jitter);
    require(
        deadlineNanos == Long.MAX_VALUE || (deadlineNanos > 0 && deadlineNanos <= Bounds.MAX_NANOS),
        "deadline must be from 1 ns to 146 years",
        deadlineNanos);
    retryOn = List.copyOf(retryOn);
    abortOn = List.copyOf(abortOn);
  }

  /** These settings with at most so many attempts, the first included. */
  public RetrySettings maxAttempts(int attempts) {
    return with(
        attempts, initialDelayNanos, maxDelayNanos, multiplier, jitter, deadlineNanos, unit);
  }

  /** These settings with a delay that starts at {@code initial} and grows up to {@code max}. */
  public RetrySettings delays(long initial, long max, TimeUnit unit) {
    long initialNanos = Durations.nanos("initialDelay", initial, unit);
    long maxNanos = Durations.nanos("maxDelay", max, unit);
    return with(maxAttempts, initialNanos, maxNanos, multiplier, jitter, deadlineNanos, unit);
  }

  /** These settings with a delay that grows by this factor. */
  public RetrySettings multiplier(double factor) {
    return with(maxAttempts, initialDelayNanos, maxDelayNanos, factor, jitter, deadlineNanos, unit);
  }

  /** These settings with up to this share added to a delay. */
  public RetrySettings jitter(double share) {
    return with(
        maxAttempts, initialDelayNanos, maxDelayNanos, multiplier, share, deadlineNanos, unit);
  }

  /** These settings with so much time for all attempts and waits. */
  public RetrySettings deadline(long deadline, TimeUnit unit) {
    long nanos = Durations.nanos("deadline", deadline, unit);
    return with(maxAttempts, initialDelayNanos, maxDelayNanos, multiplier, jitter, nanos, unit);
  }

  /** These settings with failures to retry as well. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final RetrySettings retryOn(Class<? extends Throwable>... failures) {
    return new RetrySettings(
        maxAttempts,
        initialDelayNanos,
        maxDelayNanos,
        multiplier,
        jitter,
        deadlineNanos,
        unit,
        Arrays.asList(failures),
        abortOn);
  }

  /** These settings with failures not to retry. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final RetrySettings abortOn(Class<? extends Throwable>... failures) {
    return new RetrySettings(
        maxAttempts,
        initialDelayNanos,
        maxDelayNanos,
        multiplier,
        jitter,
        deadlineNanos,
        unit,
        retryOn,
        Arrays.asList(failures));
  }

  private RetrySettings with(
      int attempts,
      long initial,
      long max,
      double factor,
      double share,
      long deadline,
      TimeUnit timeUnit) {
    return new RetrySettings(
        attempts, initial, max, factor, share, deadline, timeUnit, retryOn, abortOn);
  }

  private static void require(boolean kept, String rule, Number found) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ", but was " + found);
    }
  }
}
