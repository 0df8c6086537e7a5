package dev.ritmo.runtime.internal.limiter;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The first few of many turns, in their order. Not thread-safe. */
final class NextTurns {

  private static final int MOST = 5;

  private final long[] times = new long[MOST];
  private int size;

  /** Adds a turn, unless there are enough earlier ones; returns whether it was added. */
  boolean add(long time) {
    boolean isFull = size == MOST;
    if (isFull && time >= times[MOST - 1]) {
      return false;
    }
    times[isFull ? MOST - 1 : size] = time;
    size = isFull ? MOST : size + 1;
    Arrays.sort(times, 0, size);
    return true;
  }

  LongStream stream() {
    return Arrays.stream(times, 0, size);
  }
}
