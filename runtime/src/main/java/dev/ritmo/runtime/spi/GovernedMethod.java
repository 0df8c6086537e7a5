package dev.ritmo.runtime.spi;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What governs one method; immutable.
 *
 * @param signature the name and erased parameter types, as in {@link Governs}
 * @param limiter the name of the limiter
 * @param limits the limits of the limiter that hold for all calls together; none for a method that
 *     is only retried
 * @param limitsPerKey the limits that each key has for itself; none without keys
 * @param key takes the key of a call from its arguments; null without keys
 * @param prompt the positions of the arguments from which the tokens of the prompt are estimated
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
    List<Limit> limitsPerKey,
    @Nullable KeyFunction key,
    List<Integer> prompt,
    long maxWaitNanos,
    @Nullable RetrySettings retry,
    boolean isDeferred) {

  /** Waits for one minute, the largest margin of the limiter, and its setup. */
  public static final long DEFAULT_WAIT = -1;

  /** Waits as long as it takes. */
  public static final long FOREVER = Long.MAX_VALUE;

  public GovernedMethod {
    limits = List.copyOf(limits);
    limitsPerKey = List.copyOf(limitsPerKey);
    prompt = List.copyOf(prompt);
  }

  /** A method under a limiter, with the default wait and without retry. */
  public static GovernedMethod of(String signature, String limiter, Limit... limits) {
    return new GovernedMethod(
        signature, limiter, List.of(limits), List.of(), null, List.of(), DEFAULT_WAIT, null, false);
  }

  /** This method with limits that each key has for itself. */
  public GovernedMethod perKey(KeyFunction taken, Limit... each) {
    return new GovernedMethod(
        signature, limiter, limits, List.of(each), taken, prompt, maxWaitNanos, retry, isDeferred);
  }

  /** This method with a prompt in the arguments at these positions, from 0. */
  public GovernedMethod prompt(int... positions) {
    List<Integer> boxed = IntStream.of(positions).boxed().toList();
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, boxed, maxWaitNanos, retry, isDeferred);
  }

  /**
   * This method with another longest wait for admission. {@link Long#MAX_VALUE} of any unit is
   * {@link #FOREVER}.
   */
  public GovernedMethod maxWait(long wait, TimeUnit unit) {
    long nanos = wait == FOREVER ? FOREVER : Durations.nanos("maxWait", wait, unit);
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, nanos, retry, isDeferred);
  }

  /** This method, tried again when it fails. */
  public GovernedMethod retry(RetrySettings settings) {
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, maxWaitNanos, settings, isDeferred);
  }

  /** This method, called by an adapter for each subscription to what it returns. */
  public GovernedMethod deferred() {
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, maxWaitNanos, retry, true);
  }

  /** Whether any limit counts tokens. */
  public boolean limitsTokens() {
    return limitsAny(Dimension::isTokens);
  }

  /** Whether its calls differ by their arguments: in the key, or in what they take. */
  public boolean takesArguments() {
    return key != null || limitsAny(Dimension::isReserved);
  }

  private boolean limitsAny(Predicate<Dimension> which) {
    return Stream.concat(limits.stream(), limitsPerKey.stream())
        .map(Limit::dimension)
        .anyMatch(which);
  }
}
