package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.spi.Dimension;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rejections of one event, and what they state. Not thread-safe. */
final class Rejections {

  private static final int MOST = 64;

  private final long[] times = new long[MOST];
  private int known;
  private int count;
  private long firstLeft;
  private long lastLeft;
  private @Nullable Dimension meant;
  private boolean isStated;

  void clear() {
    known = 0;
    count = 0;
    meant = null;
  }

  /**
   * @param left when the request left
   * @param ofDimension what the provider means; null if it does not say
   * @param statesTime whether it says how long to wait
   */
  void add(long left, @Nullable Dimension ofDimension, boolean statesTime) {
    isStated = statesTime && (isStated || count == 0);
    firstLeft = count == 0 ? left : Math.min(firstLeft, left);
    lastLeft = count == 0 ? left : Math.max(lastLeft, left);
    meant = ofDimension == null ? meant : ofDimension;
    times[count % MOST] = left;
    known = Math.min(MOST, known + 1);
    count++;
  }

  /** Whether all of them have stated how long to wait. */
  boolean isStated() {
    return isStated;
  }

  int count() {
    return count;
  }

  /** When they left, as far as they are remembered. */
  long[] times() {
    return Arrays.copyOf(times, known);
  }

  long firstLeft() {
    return firstLeft;
  }

  long lastLeft() {
    return lastLeft;
  }

  /** The dimension that the provider means; null if it does not say. */
  @Nullable Dimension meant() {
    return meant;
  }
}
