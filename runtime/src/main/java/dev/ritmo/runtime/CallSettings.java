package dev.ritmo.runtime;

import dev.ritmo.rules.Bounds;
import dev.ritmo.rules.Defaults;
import dev.ritmo.runtime.internal.call.EnclosingCalls;
import dev.ritmo.runtime.internal.call.GuardedCall;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.StatedSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.tokens.PromptTokens;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import dev.ritmo.runtime.spi.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LimitedCall} asks of its limiter. Immutable.
 *
 * @param maxWait in nanoseconds, or {@link #DEFAULT_WAIT}
 * @param isRequest whether it takes the place of calls in whose bodies it is made
 */
record CallSettings(
    @Nullable Object key,
    Priority priority,
    long maxWait,
    @Nullable RetrySettings retry,
    StatedSize stated,
    boolean isRequest) {

  /** Stands for the default, which depends on the limiter. */
  private static final long DEFAULT_WAIT = -1;

  /** One call without anything set. */
  static final CallSettings DEFAULT =
      new CallSettings(null, Priority.NORMAL, DEFAULT_WAIT, null, StatedSize.ONE_CALL, false);

  CallSettings withKey(Object value) {
    return new CallSettings(value, priority, maxWait, retry, stated, isRequest);
  }

  CallSettings withPriority(Priority value) {
    return new CallSettings(key, value, maxWait, retry, stated, isRequest);
  }

  CallSettings withMaxWait(long nanos) {
    return new CallSettings(key, priority, nanos, retry, stated, isRequest);
  }

  CallSettings withRetry(@Nullable RetrySettings value) {
    return new CallSettings(key, priority, maxWait, value, stated, isRequest);
  }

  CallSettings withStated(StatedSize value) {
    return new CallSettings(key, priority, maxWait, retry, value, isRequest);
  }

  CallSettings withPrompt(@Nullable Object... parts) {
    return withStated(stated.withPrompt(new PromptTokens(TokenServices.current()).of(parts)));
  }

  CallSettings asRequest() {
    return new CallSettings(key, priority, maxWait, retry, stated, true);
  }

  /** The key under a limiter: a request without one has that of the call which makes it. */
  @Nullable Object key(Admission limiter) {
    return key == null && isRequest ? EnclosingCalls.key(limiter) : key;
  }

  /** The calls under a limiter that it replaces, if it is a request. */
  Enclosing replaced(Admission limiter, @Nullable Object keyOfCall) {
    return isRequest ? EnclosingCalls.replacedBy(limiter, keyOfCall) : Enclosing.NONE;
  }

  /** The maximum wait in nanoseconds under a limiter. */
  long maxWait(Admission limiter) {
    return maxWait == DEFAULT_WAIT ? Defaults.MAX_WAIT + limiter.largestMargin() : maxWait;
  }

  /** The terms under a limiter, with its {@link #maxWait(Admission)}. */
  Terms terms(Admission limiter, long longest) {
    return new Terms(stated.weights(limiter), priority, longest);
  }

  /** Admits such a call on the current thread; returns its arrival. */
  long admit(Admission limiter, @Nullable Object keyOfCall, Terms terms) {
    Enclosing replaced = replaced(limiter, keyOfCall);
    return replaced.isNone()
        ? limiter.admit(keyOfCall, terms)
        : limiter.admitWithin(keyOfCall, terms, replaced);
  }

  /** Such a call, which starts now. */
  GuardedCall guarded(Admission limiter, Terms terms) {
    Retry again = retry == null ? null : new Retry(retry, limiter.timeline());
    MethodGuard guard = MethodGuard.ofProgram(limiter, terms, again);
    return isRequest ? guard.requestOf(key(limiter)) : guard.callOf(key);
  }

  /** Fails unless an amount is between a minimum and what any call can take. */
  static void require(String limiter, String what, long found, long least) {
    if (found < least || found > Bounds.MAX_AMOUNT) {
      throw new IllegalArgumentException(
          "A call under limiter \"%s\" must take from %s to %s %s, but %s was given"
              .formatted(limiter, least, Bounds.MAX_AMOUNT, what, found));
    }
  }
}
