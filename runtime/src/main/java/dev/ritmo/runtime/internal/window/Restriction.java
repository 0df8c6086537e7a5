package dev.ritmo.runtime.internal.window;

/**
 * A limit that is stricter than the one declared, as rejections have shown.
 *
 * @param amount the most in any window
 * @param length of the window in nanoseconds
 */
record Restriction(long amount, long length) {

  /** How much it admits per nanosecond. */
  double rate() {
    return (double) amount / length;
  }

  /** Whether whoever keeps this keeps the other as well, so that it would change nothing. */
  boolean implies(Restriction other) {
    return amount <= other.amount && length >= other.length;
  }
}
