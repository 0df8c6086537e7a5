package dev.ritmo.runtime.internal.limiter;

import java.util.Arrays;

/**
 * How many tokens an answer has: at most so many had nine in ten of the last {@value #KEPT}. Not
 * thread-safe: guarded by its limiter.
 */
final class LearnedOutput {

  /** What an answer is taken to have before any has been seen. */
  static final long FIRST = 256;

  private static final int KEPT = 64;

  private final long[] last = new long[KEPT];
  private int count;
  private long most = FIRST;

  void add(long tokens) {
    last[count++ % KEPT] = tokens;
    long[] sorted = Arrays.copyOf(last, Math.min(count, KEPT));
    Arrays.sort(sorted);
    most = sorted[(sorted.length * 9 + 9) / 10 - 1];
    if (count == 2 * KEPT) {
      count = KEPT; // it only has to stay above
    }
  }

  long most() {
    return most;
  }
}
