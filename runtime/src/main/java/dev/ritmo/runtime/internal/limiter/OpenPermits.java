package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import java.util.Arrays;

/**
 * The permits that have been handed out and not been closed yet, by the arrival of their call: when
 * each was admitted, and what it has reserved. A hash table of plain numbers, so that it allocates
 * nothing once it has its size. Not thread-safe: guarded by its limiter.
 *
 * <p>Invariant: an arrival stands at its hash or after it, with no gap between.
 */
final class OpenPermits {

  static final int NONE = -1;

  /** Tokens, those of the prompt, and those of the answer. */
  private static final int KINDS = 3;

  private static final long FREE = -1;

  private long[] arrivals = filled(16);
  private long[] times = new long[16];
  private long[] reserved = new long[16 * KINDS];
  private int size;

  private static long[] filled(int length) {
    long[] arrivals = new long[length];
    Arrays.fill(arrivals, FREE);
    return arrivals;
  }

  int size() {
    return size;
  }

  /** Whether it grows by the next one. */
  boolean isFull() {
    return 2 * (size + 1) > arrivals.length;
  }

  void add(long arrival, long time, Weights weights) {
    if (isFull()) {
      grow();
    }
    int index = put(arrival, time);
    reserve(index, Dimension.TOKENS, weights.tokens());
    reserve(index, Dimension.INPUT_TOKENS, weights.inputTokens());
    reserve(index, Dimension.OUTPUT_TOKENS, weights.outputTokens());
    size++;
  }

  /** Where the permit is until the next change; {@link #NONE} if it is closed. */
  int find(long arrival) {
    for (int i = hash(arrival); arrivals[i] != FREE; i = next(i)) {
      if (arrivals[i] == arrival) {
        return i;
      }
    }
    return NONE;
  }

  /** The arrival of the call. */
  long arrival(int index) {
    return arrivals[index];
  }

  /** When the permit was admitted. */
  long time(int index) {
    return times[index];
  }

  long reserved(int index, Dimension dimension) {
    return reserved[position(index, dimension)];
  }

  void reserve(int index, Dimension dimension, long amount) {
    reserved[position(index, dimension)] = amount;
  }

  /** Takes the permit out, and closes the gap that it leaves. */
  void remove(int index) {
    size--;
    int gap = index;
    arrivals[gap] = FREE;
    for (int i = next(gap); arrivals[i] != FREE; i = next(i)) {
      int home = hash(arrivals[i]);
      boolean isBetween = gap <= i ? gap < home && home <= i : gap < home || home <= i;
      if (!isBetween) {
        move(i, gap);
        gap = i;
      }
    }
  }

  /** The permit that was admitted first; {@link #NONE} if there is none. */
  int oldest() {
    int oldest = NONE;
    for (int i = 0; i < arrivals.length; i++) {
      if (arrivals[i] != FREE && (oldest == NONE || times[i] < times[oldest])) {
        oldest = i;
      }
    }
    return oldest;
  }

  private void move(int from, int to) {
    arrivals[to] = arrivals[from];
    arrivals[from] = FREE;
    times[to] = times[from];
    System.arraycopy(reserved, from * KINDS, reserved, to * KINDS, KINDS);
  }

  private void grow() {
    long[] oldArrivals = arrivals;
    long[] oldTimes = times;
    long[] oldReserved = reserved;
    arrivals = filled(2 * oldArrivals.length);
    times = new long[arrivals.length];
    reserved = new long[arrivals.length * KINDS];
    for (int i = 0; i < oldArrivals.length; i++) {
      if (oldArrivals[i] != FREE) {
        int index = put(oldArrivals[i], oldTimes[i]);
        System.arraycopy(oldReserved, i * KINDS, reserved, index * KINDS, KINDS);
      }
    }
  }

  private int put(long arrival, long time) {
    int index = hash(arrival);
    while (arrivals[index] != FREE) {
      index = next(index);
    }
    arrivals[index] = arrival;
    times[index] = time;
    return index;
  }

  private int hash(long arrival) {
    return (int) ((arrival * 0x9E3779B97F4A7C15L) >>> 40) & (arrivals.length - 1);
  }

  private int next(int index) {
    return (index + 1) & (arrivals.length - 1);
  }

  private static int position(int index, Dimension dimension) {
    int kind =
        switch (dimension) {
          case INPUT_TOKENS -> 1;
          case OUTPUT_TOKENS -> 2;
          default -> 0;
        };
    return index * KINDS + kind;
  }
}
