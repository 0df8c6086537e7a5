package dev.ritmo.runtime.internal.limiter;

/**
 * How many tokens an answer has at most: an estimate that nine in ten answers do not exceed. Each
 * answer moves it a little, up nine times as far as down, so that it rests where one in ten is
 * longer (stochastic approximation of a quantile; Robbins and Monro, 1951). Not thread-safe:
 * guarded by its limiter.
 */
final class LearnedOutput {

  /** What an answer is taken to have before any has been seen. */
  static final long FIRST = 256;

  private static final double SHARE = 0.9;
  private static final double STEP = 1.0 / 8;

  private double most = FIRST;

  void add(long tokens) {
    double step = Math.max(1, most * STEP);
    most = Math.max(1, tokens > most ? most + SHARE * step : most - (1 - SHARE) * step);
  }

  long most() {
    return (long) Math.ceil(most);
  }
}
