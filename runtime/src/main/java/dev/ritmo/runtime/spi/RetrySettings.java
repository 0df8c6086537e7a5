package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import dev.ritmo.rules.Defaults;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When and how often a failed call is retried. Immutable; start from {@link #DEFAULT} and change
 * what differs. A value out of its bounds throws {@link IllegalArgumentException}.
 */
public final class RetrySettings {

  /** The settings of {@code @RetryOnRateLimit} without elements. */
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

  private final int maxAttempts;
  private final long initialDelayNanos;
  private final long maxDelayNanos;
  private final double multiplier;
  private final double jitter;
  private final long deadlineNanos;
  private final TimeUnit unit;
  private final List<Class<? extends Throwable>> retryOn;
  private final List<Class<? extends Throwable>> abortOn;

  private RetrySettings(
      int maxAttempts,
      long initialDelayNanos,
      long maxDelayNanos,
      double multiplier,
      double jitter,
      long deadlineNanos,
      TimeUnit unit,
      List<Class<? extends Throwable>> retryOn,
      List<Class<? extends Throwable>> abortOn) {
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
    this.retryOn = List.copyOf(retryOn);
    this.abortOn = List.copyOf(abortOn);
    this.maxAttempts = maxAttempts;
    this.initialDelayNanos = initialDelayNanos;
    this.maxDelayNanos = maxDelayNanos;
    this.multiplier = multiplier;
    this.jitter = jitter;
    this.deadlineNanos = deadlineNanos;
    this.unit = unit;
  }

  /** Returns these settings with this number of attempts at most, the first included. */
  public RetrySettings maxAttempts(int attempts) {
    return with(
        attempts, initialDelayNanos, maxDelayNanos, multiplier, jitter, deadlineNanos, unit);
  }

  /**
   * Returns these settings with a delay that starts at {@code initial} and grows up to {@code max}.
   */
  public RetrySettings delays(long initial, long max, TimeUnit unit) {
    long initialNanos = Durations.nanos("initialDelay", initial, unit);
    long maxNanos = Durations.nanos("maxDelay", max, unit);
    return with(maxAttempts, initialNanos, maxNanos, multiplier, jitter, deadlineNanos, unit);
  }

  /** Returns these settings with a delay that grows by this factor. */
  public RetrySettings multiplier(double factor) {
    return with(maxAttempts, initialDelayNanos, maxDelayNanos, factor, jitter, deadlineNanos, unit);
  }

  /** Returns these settings with up to this share of a delay added to it at random. */
  public RetrySettings jitter(double share) {
    return with(
        maxAttempts, initialDelayNanos, maxDelayNanos, multiplier, share, deadlineNanos, unit);
  }

  /**
   * Returns these settings with a total time for all attempts and waits; {@link Long#MAX_VALUE} in
   * any unit means no bound.
   */
  public RetrySettings deadline(long deadline, TimeUnit unit) {
    boolean isEndless = deadline == Long.MAX_VALUE;
    long nanos = isEndless ? deadline : Durations.nanos("deadline", deadline, unit);
    return with(maxAttempts, initialDelayNanos, maxDelayNanos, multiplier, jitter, nanos, unit);
  }

  /** Returns these settings with the unit in which overriding numbers are given. */
  public RetrySettings unit(TimeUnit overrides) {
    return with(
        maxAttempts,
        initialDelayNanos,
        maxDelayNanos,
        multiplier,
        jitter,
        deadlineNanos,
        overrides);
  }

  /** Returns these settings with failures to retry in addition. */
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

  /** Returns these settings with failures not to retry. */
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

  /** The most attempts, the first included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /** The delay before the second attempt, in nanoseconds. */
  public long initialDelayNanos() {
    return initialDelayNanos;
  }

  /** The longest delay, in nanoseconds. */
  public long maxDelayNanos() {
    return maxDelayNanos;
  }

  /** The factor by which the delay grows from attempt to attempt. */
  public double multiplier() {
    return multiplier;
  }

  /** The largest random addition to a delay, as a share of it. */
  public double jitter() {
    return jitter;
  }

  /** The total time for attempts and waits, in nanoseconds; {@link Long#MAX_VALUE} for no bound. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /** The unit of a number that overrides a duration. */
  public TimeUnit unit() {
    return unit;
  }

  /** Failures to retry in addition to the recognised ones. */
  public List<Class<? extends Throwable>> retryOn() {
    return retryOn;
  }

  /** Failures not to retry; takes precedence over everything else. */
  public List<Class<? extends Throwable>> abortOn() {
    return abortOn;
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        maxAttempts,
        initialDelayNanos,
        maxDelayNanos,
        multiplier,
        jitter,
        deadlineNanos,
        unit,
        retryOn,
        abortOn);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetrySettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "RetrySettings[maxAttempts=%s, initialDelayNanos=%s, maxDelayNanos=%s, multiplier=%s, jitter=%s, deadlineNanos=%s, unit=%s, retryOn=%s, abortOn=%s]"
        .formatted(values().toArray());
  }
}
