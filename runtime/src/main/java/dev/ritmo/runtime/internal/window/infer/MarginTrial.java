package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;

/**
 * Whether a wider margin keeps requests from being rejected at the edge of a window, which they
 * reach earlier than others have left it. Under full load every request leaves at an edge, so
 * rejections there may as well mean nothing: a wider margin is tried, and kept only if less is
 * rejected with it. It comes back within minutes. Not thread-safe.
 */
final class MarginTrial {

  /** Rejections at edges before anything is tried. */
  private static final int ENOUGH = 3;

  /** Rejections that are to be expected while it is tried if it is no use. */
  private static final int EXPECTED = 4;

  /** Rejections that show that it is no use. */
  private static final int TOO_MANY = 2;

  private static final long SHRINKS_AFTER = 60_000_000_000L;
  private static final long LONGEST_BLOCK = 3600_000_000_000L;

  private final DeclaredWindow window;
  private final long first;
  private final long largest;

  private boolean isTrying;
  private long before;
  private long needed;
  private long sent;
  private int rejected;
  private long latest;
  private long blockedUntil = Long.MIN_VALUE;
  private long block = Cap.FADE;

  /**
   * @param first the margin that the window starts with
   * @param largest the largest margin that it ever has
   */
  MarginTrial(DeclaredWindow window, long first, long largest) {
    this.window = window;
    this.first = first;
    this.largest = largest;
  }

  /** A request leaves. */
  void sent(long now) {
    sent++;
    if (isTrying && sent >= needed) {
      isTrying = false;
      restart();
    } else if (!isTrying && window.margin() > first && now - latest > SHRINKS_AFTER) {
      latest = now;
      long excess = window.margin() - first;
      window.setMargin(first + (excess < first / 8 ? 0 : excess / 2));
    }
  }

  /**
   * A request that left right after others had stopped counting was rejected, and meant nothing.
   */
  void rejectedAtEdge(long now) {
    if (!isTrying && now - latest > Cap.FADE) {
      restart();
    }
    latest = now;
    rejected++;
    if (isTrying && rejected >= TOO_MANY) {
      isTrying = false;
      window.setMargin(before);
      blockedUntil = now + block;
      block = Math.min(2 * block, LONGEST_BLOCK);
      restart();
    } else if (!isTrying && rejected >= ENOUGH && now >= blockedUntil) {
      begin();
    }
  }

  private void begin() {
    before = window.margin();
    if (before < largest) {
      isTrying = true;
      needed = EXPECTED * Math.max(1, sent / rejected);
      window.setMargin(Math.min(2 * before, largest));
    }
    restart();
  }

  private void restart() {
    sent = 0;
    rejected = 0;
  }

  /** Whether the margin is what it was at first, and nothing is tried. */
  boolean isOver() {
    return !isTrying && window.margin() == first;
  }
}
