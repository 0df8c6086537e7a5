package dev.ritmo.runtime.internal.limiter;

/**
 * What a limiter says of the failure of a call to the retry of that call. Immutable.
 *
 * @param failuresInARow if positive, the limiter should be paused, for as long as a call backs off
 *     after this many failures in a row
 * @param isPaced whether the limiter itself spaces attempts out, so that the call need not wait for
 *     longer with each
 */
public record BackOffAdvice(int failuresInARow, boolean isPaced) {

  static final BackOffAdvice NONE = new BackOffAdvice(0, false);
  static final BackOffAdvice PACED = new BackOffAdvice(0, true);

  static BackOffAdvice pause(int failuresInARow) {
    return new BackOffAdvice(failuresInARow, false);
  }
}
