package dev.ritmo.runtime.internal.limiter.feedback;

/**
 * How many tokens an answer has at most: an estimate that nine in ten answers do not exceed. Each
 * answer moves it a little, nine times as far up as down, so that it settles where one answer in
 * ten is longer (stochastic approximation of a quantile; Robbins and Monro, 1951). Not thread-safe:
 * guarded by the limiter.
 */
public final class OutputEstimate {

  /** The estimate before any answer has been seen. */
  static final long FIRST = 256;

  private static final double SHARE = 0.9;
  private static final double STEP = 1.0 / 8;

  private double most = FIRST;

  /** An answer had this many tokens. */
  public void add(long tokens) {
    double step = Math.max(1, most * STEP);
    most = Math.max(1, tokens > most ? most + SHARE * step : most - (1 - SHARE) * step);
  }

  /** The estimate. */
  public long most() {
    return (long) Math.ceil(most);
  }
}
