package dev.ritmo.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A named set of limits, with the queue of the calls that wait for them. A call must pass all of
 * the limits. Annotated methods and programs share limiters by name. Thread-safe.
 *
 * <p>A limiter returned by {@link Ritmo#limiter(String)} need not be declared yet. Until it is, all
 * methods except {@link #name} and {@link #call} throw {@link IllegalStateException}, and so does
 * running such a call.
 */
public interface Limiter {

  /**
   * The name by which methods share this limiter and by which configuration overrides its numbers.
   */
  String name();

  /** The current state of this limiter. */
  LimiterSnapshot snapshot();

  /**
   * Returns a call with the defaults: one request, no key, normal priority, and a maximum wait of
   * one minute plus the largest margin and {@link Limits#setup}. Change what differs, then run it.
   */
  LimitedCall call();

  /**
   * Admits no call for the given time, as when the provider asks for it. A pause that would end
   * before the one in force changes nothing.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  void pause(Duration duration);

  /**
   * Ends every pause now, including one that the provider has asked for, and every back-off of a
   * waiting retry. For an operator who knows that the provider is back. The limits still hold, and
   * so do limits inferred from rejections, which {@link #change} forgets. A later answer may pause
   * the limiter again.
   */
  void resume();

  /**
   * Reports the headers of an answer to a request of which no permit is at hand, such as one that a
   * governed method has sent; otherwise use {@link Permit#answered}. Where every key has an account
   * of its own it does nothing, because it is not known which account has answered.
   *
   * @param headers the values by name, in any case
   * @param since the time since the request was sent, not negative
   */
  void answered(Map<String, List<String>> headers, Duration since);

  /**
   * Replaces the limits. Calls admitted before still count, as far as they are known; if a period
   * becomes longer, its unknown part counts as used. Waiting calls keep their place, or are refused
   * if they would now be admitted too late. Limits inferred from rejections are forgotten; {@link
   * Limits#setup} stays as it was.
   *
   * @throws IllegalArgumentException if limits per key, slots or tokens are added to a limiter
   *     without them, or if limits per key are dropped
   */
  void change(Limits limits);

  /**
   * Replaces the retry budget, and starts with the reserve of the new one; an equal budget changes
   * nothing. Overrides from configuration still win. The default is {@link RetryBudget#DEFAULT}.
   */
  void retryBudget(RetryBudget budget);

  /**
   * Refuses all waiting calls, and every call from now on. Running calls end as usual. Cannot be
   * undone, except by {@link Ritmo#reopen()} and {@link Ritmo#reset()}.
   */
  void shutDown();
}
