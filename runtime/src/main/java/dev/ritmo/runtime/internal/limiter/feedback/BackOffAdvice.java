package dev.ritmo.runtime.internal.limiter.feedback;

/**
 * What a limiter tells the retry of a call about its failure. Immutable.
 *
 * @param failuresInARow if positive, the limiter should be paused for as long as a call backs off
 *     after this many consecutive failures
 * @param isPaced whether the limiter itself spaces attempts out, so that the call need not wait
 *     longer with each attempt
 */
public record BackOffAdvice(int failuresInARow, boolean isPaced) {

  /** Nothing to do beyond what the call does anyway. */
  public static final BackOffAdvice NONE = new BackOffAdvice(0, false);

  /** The limiter spaces attempts out. */
  public static final BackOffAdvice PACED = new BackOffAdvice(0, true);

  /** The limiter should be paused after this many consecutive failures. */
  public static BackOffAdvice pause(int failuresInARow) {
    return new BackOffAdvice(failuresInARow, false);
  }
}
