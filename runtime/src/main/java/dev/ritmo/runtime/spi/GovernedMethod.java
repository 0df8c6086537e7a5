package dev.ritmo.runtime.spi;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What governs one method. Immutable; start from {@link #of} and add the rest. */
public final class GovernedMethod {

  /** Waits for one minute, the largest margin of the limiter, and its setup. */
  public static final long DEFAULT_WAIT = -1;

  /** Waits as long as it takes. */
  public static final long FOREVER = Long.MAX_VALUE;

  private final String signature;
  private final String limiter;
  private final List<Limit> limits;
  private final List<Limit> limitsPerKey;
  private final @Nullable KeyFunction key;
  private final List<Integer> prompt;
  private final long maxWaitNanos;
  private final @Nullable RetrySettings retry;
  private final boolean isDeferred;

  private GovernedMethod(
      String signature,
      String limiter,
      List<Limit> limits,
      List<Limit> limitsPerKey,
      @Nullable KeyFunction key,
      List<Integer> prompt,
      long maxWaitNanos,
      @Nullable RetrySettings retry,
      boolean isDeferred) {
    this.limits = List.copyOf(limits);
    this.limitsPerKey = List.copyOf(limitsPerKey);
    this.prompt = List.copyOf(prompt);
    this.signature = signature;
    this.limiter = limiter;
    this.key = key;
    this.maxWaitNanos = maxWaitNanos;
    this.retry = retry;
    this.isDeferred = isDeferred;
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
    return Stream.concat(limits.stream(), limitsPerKey.stream())
        .anyMatch(limit -> limit.dimension().isTokens());
  }

  /** Whether its calls differ by their arguments: in the key, or in what they take. */
  public boolean takesArguments() {
    return key != null || limitsTokens();
  }

  /** The name and erased parameter types, as in {@link Governs}. */
  public String signature() {
    return signature;
  }

  /** The name of the limiter. */
  public String limiter() {
    return limiter;
  }

  /**
   * The limits of the limiter that hold for all calls together; none for a method that is only
   * retried.
   */
  public List<Limit> limits() {
    return limits;
  }

  /** The limits that each key has for itself; none without keys. */
  public List<Limit> limitsPerKey() {
    return limitsPerKey;
  }

  /** Takes the key of a call from its arguments; null without keys. */
  public @Nullable KeyFunction key() {
    return key;
  }

  /** The positions of the arguments from which the tokens of the prompt are estimated. */
  public List<Integer> prompt() {
    return prompt;
  }

  /** The longest wait for admission; {@link #DEFAULT_WAIT} or {@link #FOREVER} for those. */
  public long maxWaitNanos() {
    return maxWaitNanos;
  }

  /** When to try again; null for never. */
  public @Nullable RetrySettings retry() {
    return retry;
  }

  /** Whether its result begins when it is subscribed to, and an adapter makes the calls. */
  public boolean isDeferred() {
    return isDeferred;
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        signature, limiter, limits, limitsPerKey, key, prompt, maxWaitNanos, retry, isDeferred);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GovernedMethod that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "GovernedMethod[signature=%s, limiter=%s, limits=%s, limitsPerKey=%s, key=%s, prompt=%s, maxWaitNanos=%s, retry=%s, isDeferred=%s]"
        .formatted(values().toArray());
  }
}
