package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windows of all limits over a period that are kept together. Not thread-safe. */
final class DeclaredWindows {

  private final LimitWindow[] windows;

  private DeclaredWindows(LimitWindow[] windows) {
    this.windows = windows;
  }

  static DeclaredWindows of(List<Limit> limits) {
    return new DeclaredWindows(
        limits.stream()
            .filter(limit -> limit.dimension() != Dimension.SLOTS)
            .map(LimitWindow::new)
            .toArray(LimitWindow[]::new));
  }

  /** The same state, to try what would be. */
  DeclaredWindows copy() {
    return new DeclaredWindows(
        Arrays.stream(windows).map(LimitWindow::copy).toArray(LimitWindow[]::new));
  }

  List<LimitWindow> all() {
    return Arrays.asList(windows);
  }

  /** The only window if it counts calls; null otherwise. */
  @Nullable Window onlyOfCalls() {
    return windows.length == 1 ? windows[0].ofCalls() : null;
  }

  /** Whether {@link #onlyOfCalls} is all there is. */
  boolean isPlain() {
    return windows.length == 1 && windows[0].isPlain();
  }

  /** Counts from now on what has counted in others. */
  void restore(long now, DeclaredWindows before) {
    for (LimitWindow window : windows) {
      LimitWindow known = before.longest(window.limit().dimension());
      if (known == null) {
        window.begin(now);
      } else {
        window.restore(now, known);
      }
    }
    for (LimitWindow known : before.windows) {
      LimitWindow heir = firstOf(known.limit().dimension());
      if (heir != null) {
        heir.keepReports(now, known);
      }
    }
  }

  /** The window of a dimension that knows most of the past. */
  private @Nullable LimitWindow longest(Dimension dimension) {
    return Arrays.stream(windows)
        .filter(window -> window.isOf(dimension))
        .max((a, b) -> Long.compare(a.limit().periodNanos(), b.limit().periodNanos()))
        .orElse(null);
  }

  /** The window that keeps what is reported of other limits of a dimension than those declared. */
  private @Nullable LimitWindow firstOf(Dimension dimension) {
    for (LimitWindow window : windows) {
      if (window.isOf(dimension)) {
        return window;
      }
    }
    return null;
  }

  @Nullable Limit tooSmallFor(Weights weights) {
    for (LimitWindow window : windows) {
      if (weights.of(window.limit().dimension()) > window.limit().burst()) {
        return window.limit();
      }
    }
    return null;
  }

  boolean hasRoom(long now, Weights weights) {
    for (LimitWindow window : windows) {
      if (!window.hasRoom(now, weights)) {
        return false;
      }
    }
    return true;
  }

  long earliest(long now, Weights weights) {
    long earliest = now;
    for (LimitWindow window : windows) {
      earliest = Math.max(earliest, window.earliest(now, weights));
    }
    return earliest;
  }

  /** The window that keeps the call waiting longest; null if none does. */
  @Nullable LimitWindow binding(long now, Weights weights) {
    LimitWindow binding = null;
    long latest = now;
    for (LimitWindow window : windows) {
      long earliest = window.earliest(now, weights);
      if (earliest > latest) {
        latest = earliest;
        binding = window;
      }
    }
    return binding;
  }

  void admit(long now, long from, Weights weights) {
    for (LimitWindow window : windows) {
      window.admit(now, from, weights);
    }
  }

  void advance(long now, Advance advance, Weights held) {
    for (LimitWindow window : windows) {
      window.advance(now, advance, held);
    }
  }

  /** Returns whether any of it was still counting. */
  boolean giveBack(long now, long from, Weights held) {
    boolean wasCounted = false;
    for (LimitWindow window : windows) {
      wasCounted |= window.giveBack(now, from, held.of(window.limit().dimension()));
    }
    return wasCounted;
  }

  boolean isInDebt() {
    for (LimitWindow window : windows) {
      if (window.isInDebt()) {
        return true;
      }
    }
    return false;
  }

  void settle(long now, long from, Dimension dimension, long reserved, long used) {
    for (LimitWindow window : windows) {
      if (window.isOf(dimension) && used < reserved) {
        boolean unused = window.giveBack(now, from, reserved - used);
      } else if (window.isOf(dimension) && used > reserved) {
        window.charge(now, used - reserved);
      }
    }
  }

  /**
   * Takes in a report: of the declared limit with the same amount and period, or of another one.
   */
  void observe(long now, CallTimes call, Observation seen) {
    LimitWindow meant = firstOf(seen.dimension());
    for (LimitWindow window : windows) {
      if (seen.isOf(window.limit())) {
        meant = window;
      }
    }
    if (meant != null) {
      meant.observe(now, call, seen);
    }
  }

  /** Whether nothing counts any more. */
  boolean areEmpty(long now) {
    for (LimitWindow window : windows) {
      if (window.empty(now) > now) {
        return false;
      }
    }
    return true;
  }

  /** The longest time by which anything can ever count longer than its period. */
  long largestMargin() {
    long largest = 0;
    for (LimitWindow window : windows) {
      largest = Math.max(largest, Span.largestMargin(window.limit().periodNanos()));
    }
    return largest;
  }
}
