package dev.ritmo.runtime;

import java.time.Duration;

/**
 * A named set of limits that calls pass together, with the queue in which they wait. Safe for use
 * by many threads. Annotated methods and programs share limiters by name.
 *
 * <p>One that {@link Ritmo#limiter(String)} returns need not be declared yet. As long as it is not,
 * all methods but {@link #name} and {@link #call} throw {@link IllegalStateException}, and so do
 * the requests of that call.
 */
public interface Limiter {

  /** The name under which methods share it, and under which its numbers are overridden. */
  String name();

  /** What it is doing now. */
  LimiterSnapshot snapshot();

  /**
   * A call of ordinary priority that takes one of the calls, waits for at most one minute, the
   * largest margin and {@link Limits#setup}, and has no key. Change what differs, then run it.
   */
  LimitedCall call();

  /**
   * Admits nobody for so long, as the provider has asked. A shorter pause than the one in force
   * changes nothing.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  void pause(Duration duration);

  /**
   * Ends every pause now, one that the provider has asked for as well, and lets calls go that wait
   * for another attempt: the word of an operator who knows better. The limits are kept as ever, and
   * so is what was inferred from rejections, which {@link #change} forgets. A later answer may
   * pause the limiter again.
   */
  void resume();

  /**
   * Keeps other limits from now on. What was admitted still counts, as far as it is known: of a
   * longer period than before, the unknown part counts as used. Whoever waits goes on waiting, or
   * is refused if the turn comes too late now. What was inferred from rejections is forgotten;
   * {@link Limits#setup} stays what it was.
   *
   * @throws IllegalArgumentException if limits per key, slots or tokens appear where there were
   *     none of these, or keys are dropped
   */
  void change(Limits limits);

  /**
   * Pays for retries by these rules from now on, with the reserve of these; what overrides them
   * overrides them still. It starts with {@link RetryBudget#DEFAULT}.
   */
  void retryBudget(RetryBudget budget);

  /**
   * Refuses everybody who waits, and every call from now on. Calls that run end as usual.
   * Irreversible, but for {@link Ritmo#reset()}.
   */
  void shutDown();
}
