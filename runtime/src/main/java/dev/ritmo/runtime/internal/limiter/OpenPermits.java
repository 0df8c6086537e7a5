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

  private static final long FREE = -1;

  // a row of the table: the arrival, the time of the admission, and what is reserved
  private static final int TIME = 1;
  private static final int TOKENS = 2;
  private static final int INPUT_TOKENS = 3;
  private static final int OUTPUT_TOKENS = 4;
  private static final int ROW = 5;

  private long[] rows = free(16);
  private int mask = 15;
  private int size;

  private static long[] free(int length) {
    long[] rows = new long[length * ROW];
    Arrays.fill(rows, FREE);
    return rows;
  }

  int size() {
    return size;
  }

  /** Whether it grows by the next one. */
  boolean isFull() {
    return 2 * (size + 1) > mask + 1;
  }

  void add(long arrival, long time, Weights weights) {
    if (isFull()) {
      grow();
    }
    int row = freeRow(arrival);
    rows[row] = arrival;
    rows[row + TIME] = time;
    rows[row + TOKENS] = weights.tokens();
    rows[row + INPUT_TOKENS] = weights.inputTokens();
    rows[row + OUTPUT_TOKENS] = weights.outputTokens();
    size++;
  }

  /** Where the permit is until the next change; {@link #NONE} if it is closed. */
  int find(long arrival) {
    int row = hash(arrival);
    while (rows[row] != arrival) {
      if (rows[row] == FREE) {
        return NONE;
      }
      row = next(row);
    }
    return row;
  }

  /** The arrival of the call. */
  long arrival(int row) {
    return rows[row];
  }

  /** When the permit was admitted. */
  long time(int row) {
    return rows[row + TIME];
  }

  long reserved(int row, Dimension dimension) {
    return rows[row + column(dimension)];
  }

  void reserve(int row, Dimension dimension, long amount) {
    rows[row + column(dimension)] = amount;
  }

  /** Whether it has reserved as much as that; {@link Admissions#UNTOLD} is nothing. */
  boolean covers(int row, long tokens, long input, long output) {
    return tokens <= rows[row + TOKENS]
        && input <= rows[row + INPUT_TOKENS]
        && output <= rows[row + OUTPUT_TOKENS];
  }

  /** Takes the permit out, and closes the gap that it leaves. */
  void remove(int row) {
    size--;
    int gap = row;
    rows[gap] = FREE;
    for (int i = next(gap); rows[i] != FREE; i = next(i)) {
      int home = hash(rows[i]);
      boolean isBetween = gap <= i ? gap < home && home <= i : gap < home || home <= i;
      if (!isBetween) {
        System.arraycopy(rows, i, rows, gap, ROW);
        rows[i] = FREE;
        gap = i;
      }
    }
  }

  /** The permit that was admitted first; {@link #NONE} if there is none. */
  int oldest() {
    int oldest = NONE;
    for (int row = 0; row < rows.length; row += ROW) {
      if (rows[row] != FREE && (oldest == NONE || time(row) < time(oldest))) {
        oldest = row;
      }
    }
    return oldest;
  }

  private void grow() {
    long[] old = rows;
    mask = 2 * mask + 1;
    rows = free(mask + 1);
    for (int row = 0; row < old.length; row += ROW) {
      if (old[row] != FREE) {
        System.arraycopy(old, row, rows, freeRow(old[row]), ROW);
      }
    }
  }

  private int freeRow(long arrival) {
    int row = hash(arrival);
    while (rows[row] != FREE) {
      row = next(row);
    }
    return row;
  }

  private int hash(long arrival) {
    return ((int) ((arrival * 0x9E3779B97F4A7C15L) >>> 40) & mask) * ROW;
  }

  private int next(int row) {
    int next = row + ROW;
    return next < rows.length ? next : 0;
  }

  private static int column(Dimension dimension) {
    return switch (dimension) {
      case INPUT_TOKENS -> INPUT_TOKENS;
      case OUTPUT_TOKENS -> OUTPUT_TOKENS;
      default -> TOKENS;
    };
  }
}
