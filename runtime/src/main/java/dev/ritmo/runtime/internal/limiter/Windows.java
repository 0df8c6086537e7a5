package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windows of all limits of one limiter, which a call passes together. Not thread-safe. */
final class Windows {

  private final SlidingWindow[] windows;

  Windows(List<Limit> limits) {
    this(limits.stream().map(SlidingWindow::new).toArray(SlidingWindow[]::new));
  }

  private Windows(SlidingWindow[] windows) {
    this.windows = windows;
  }

  Windows copy() {
    SlidingWindow[] copies = windows.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = copies[i].copy();
    }
    return new Windows(copies);
  }

  /** The earliest time, not before {@code now}, at which one more call keeps every limit. */
  long earliest(long now) {
    long earliest = now;
    for (SlidingWindow window : windows) {
      earliest = Math.max(earliest, window.earliest(now));
    }
    return earliest;
  }

  void admit(long now) {
    for (SlidingWindow window : windows) {
      window.admit(now);
    }
  }

  /** The limit that keeps one more call waiting longest; null if none does. */
  @Nullable Limit binding(long now) {
    Limit binding = null;
    long latest = now;
    for (SlidingWindow window : windows) {
      long earliest = window.earliest(now);
      if (earliest > latest) {
        latest = earliest;
        binding = window.limit();
      }
    }
    return binding;
  }

  /** The most calls that count now in any of the windows. */
  int used(long now) {
    int used = 0;
    for (SlidingWindow window : windows) {
      used = Math.max(used, window.used(now));
    }
    return used;
  }

  /** The longest margin of any of the windows. */
  long margin() {
    long margin = 0;
    for (SlidingWindow window : windows) {
      margin = Math.max(margin, SlidingWindow.margin(window.limit()));
    }
    return margin;
  }
}
