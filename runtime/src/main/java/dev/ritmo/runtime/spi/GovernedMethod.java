package dev.ritmo.runtime.spi;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits and retries of one method. Immutable; start from {@link #of} and add the rest. */
public final class GovernedMethod {

  /** The default maximum wait: one minute, plus the largest margin and the setup of the limiter. */
  public static final long DEFAULT_WAIT = -1;

  /** No bound on the wait. */
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

  /** Creates a method under a limiter, with the default maximum wait and without retries. */
  public static GovernedMethod of(String signature, String limiter, Limit... limits) {
    return new GovernedMethod(
        signature, limiter, List.of(limits), List.of(), null, List.of(), DEFAULT_WAIT, null, false);
  }

  /** Returns this method with limits for each key. */
  public GovernedMethod perKey(KeyFunction taken, Limit... each) {
    return new GovernedMethod(
        signature, limiter, limits, List.of(each), taken, prompt, maxWaitNanos, retry, isDeferred);
  }

  /** Returns this method with the positions, from 0, of the arguments that hold the prompt. */
  public GovernedMethod prompt(int... positions) {
    List<Integer> boxed = IntStream.of(positions).boxed().toList();
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, boxed, maxWaitNanos, retry, isDeferred);
  }

  /**
   * Returns this method with another maximum wait for admission. {@link Long#MAX_VALUE} in any unit
   * means {@link #FOREVER}.
   */
  public GovernedMethod maxWait(long wait, TimeUnit unit) {
    long nanos = wait == FOREVER ? FOREVER : Durations.nanos("maxWait", wait, unit);
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, nanos, retry, isDeferred);
  }

  /** Returns this method with retries. */
  public GovernedMethod retry(RetrySettings settings) {
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, maxWaitNanos, settings, isDeferred);
  }

  /** Returns this method as deferred: an adapter makes a call for each subscription. */
  public GovernedMethod deferred() {
    return new GovernedMethod(
        signature, limiter, limits, limitsPerKey, key, prompt, maxWaitNanos, retry, true);
  }

  /** Whether any limit counts tokens. */
  public boolean limitsTokens() {
    return limitsAny(Dimension::isTokens);
  }

  /** Whether calls depend on their arguments: for the key, or for the amount they take. */
  public boolean takesArguments() {
    return key != null || limitsAny(Dimension::isReserved);
  }

  private boolean limitsAny(Predicate<Dimension> which) {
    return Stream.concat(limits.stream(), limitsPerKey.stream())
        .map(Limit::dimension)
        .anyMatch(which);
  }

  /** The name and erased parameter types, as in {@link Governs}. */
  public String signature() {
    return signature;
  }

  /** The name of the limiter. */
  public String limiter() {
    return limiter;
  }

  /** The limits over all calls together; empty for a method that is only retried. */
  public List<Limit> limits() {
    return limits;
  }

  /** The limits for each key; empty without keys. */
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

  /** The maximum wait for admission in nanoseconds, {@link #DEFAULT_WAIT} or {@link #FOREVER}. */
  public long maxWaitNanos() {
    return maxWaitNanos;
  }

  /** The retry settings; null for no retries. */
  public @Nullable RetrySettings retry() {
    return retry;
  }

  /** Whether its result starts on subscription, so that an adapter makes the calls. */
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
