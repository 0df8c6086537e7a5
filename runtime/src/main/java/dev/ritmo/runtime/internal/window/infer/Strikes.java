package dev.ritmo.runtime.internal.window.infer;

import org.jspecify.annotations.Nullable;

/**
 * Doubts in a row that ended without an event, though a window that is full earlier than declared
 * would explain them. That is believed if there are many, and many requests were rejected
 * meanwhile, or if the provider has stated a time twice at the same fill. Not thread-safe.
 */
final class Strikes {

  private static final int MOST = 6;
  private static final int OF_LONG_DOUBT = 3;
  private static final int LEAST_PERCENT_REJECTED = 25;

  /** Fills that differ by less than this share are the same. */
  private static final int SAME = 10;

  private int count;
  private long sent;
  private long rejected;
  private @Nullable ObservedWindow statedFor;
  private long statedAt;

  void sent() {
    sent++;
  }

  void rejected() {
    rejected++;
  }

  void clear() {
    count = 0;
    sent = 0;
    rejected = 0;
    statedFor = null;
  }

  /**
   * One more; whether they are enough.
   *
   * @param isLong whether most of the window may have passed before something was served again
   * @param isStated whether the provider has stated how long to wait
   * @param full the window that explains the doubt
   */
  boolean add(boolean isLong, boolean isStated, ObservedWindow full) {
    count += isLong ? OF_LONG_DOUBT : 1;
    long fill = full.leastRejected;
    boolean isRepeated =
        isStated && statedFor == full && SAME * Math.abs(fill - statedAt) <= Math.max(fill, SAME);
    statedFor = isStated && isLong ? full : null;
    statedAt = fill;
    return isRepeated || (count >= MOST && 100 * rejected >= LEAST_PERCENT_REJECTED * sent);
  }
}
