package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import java.util.Arrays;

/**
 * Open permits by the arrival of their calls: when each was admitted, and what it has reserved of
 * each dimension that is settled. An open-addressing hash table of plain numbers with
 * backward-shift deletion, so that it allocates nothing once it has its size. Not thread-safe:
 * guarded by the limiter.
 *
 * <p>Invariant: an arrival stands at its hash or after it, with no gap between.
 */
@SuppressWarnings("EnumOrdinal") // the index into an array that is as long as the enum
final class PermitTable {

  /** The dimensions that are reserved on admission and settled later. */
  static final Dimension[] RESERVED =
      Arrays.stream(Dimension.values()).filter(Dimension::isReserved).toArray(Dimension[]::new);

  /** Stands for the row of a permit that is not open. */
  static final int CLOSED = -1;

  private static final long FREE = -1;

  // a row of the table: the arrival, the time of the admission, and what is reserved
  private static final int TIME = 1;
  private static final int AMOUNTS = 2;
  private static final int ROW = AMOUNTS + RESERVED.length;
  private static final int[] COLUMNS = columns();

  private long[] rows = free(16);
  private int mask = 15;
  private int size;

  private static int[] columns() {
    int[] columns = new int[Dimension.values().length];
    Arrays.fill(columns, -1);
    for (int i = 0; i < RESERVED.length; i++) {
      columns[RESERVED[i].ordinal()] = AMOUNTS + i;
    }
    return columns;
  }

  private static long[] free(int length) {
    long[] rows = new long[length * ROW];
    Arrays.fill(rows, FREE);
    return rows;
  }

  int size() {
    return size;
  }

  /** Whether the next permit makes it grow. */
  boolean isFull() {
    return 2 * (size + 1) > mask + 1;
  }

  void add(long time, long arrival, Weights weights) {
    if (isFull()) {
      grow();
    }
    int row = freeRow(arrival);
    rows[row] = arrival;
    rows[row + TIME] = time;
    for (Dimension dimension : RESERVED) {
      reserve(row, dimension, weights.of(dimension));
    }
    size++;
  }

  /** The row of a permit until the next change; {@link #CLOSED} if it is not open. */
  int find(long arrival) {
    int row = hash(arrival);
    while (rows[row] != arrival) {
      if (rows[row] == FREE) {
        return CLOSED;
      }
      row = next(row);
    }
    return row;
  }

  /** The arrival of the call. */
  long arrival(int row) {
    return rows[row];
  }

  /** When the call was admitted. */
  long time(int row) {
    return rows[row + TIME];
  }

  long reserved(int row, Dimension dimension) {
    return rows[row + COLUMNS[dimension.ordinal()]];
  }

  void reserve(int row, Dimension dimension, long amount) {
    rows[row + COLUMNS[dimension.ordinal()]] = amount;
  }

  /** Removes a permit, and closes the gap that it leaves. */
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

  /** The row of the permit that was admitted first; {@link #CLOSED} if none is open. */
  int oldest() {
    int oldest = CLOSED;
    for (int row = 0; row < rows.length; row += ROW) {
      if (rows[row] != FREE && (oldest == CLOSED || time(row) < time(oldest))) {
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
}
