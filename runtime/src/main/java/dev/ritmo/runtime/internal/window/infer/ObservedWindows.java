package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all declared limits that are kept together, the shortest first, and the caps on
 * them. Not thread-safe.
 */
final class ObservedWindows {

  private static final long SECOND = 1_000_000_000;

  /** At least this share of a declared limit is enforced, or it is not the cause. */
  private static final double LEAST_SHARE = 0.01;

  /** As {@link #LEAST_SHARE}, of a window longer than others. */
  private static final double LEAST_SHARE_OF_LONGER = 0.1;

  private final ObservedWindow[] windows;

  /** One for each request that has left, whatever it takes. */
  private final AmountHistory requests = new AmountHistory(0);

  ObservedWindows(List<? extends DeclaredWindow> declared) {
    windows =
        declared.stream()
            .map(ObservedWindow::new)
            .sorted(Comparator.comparingLong((ObservedWindow window) -> window.length))
            .toArray(ObservedWindow[]::new);
    for (ObservedWindow window : windows) {
      if (window.limit.dimension() == Dimension.CALLS && requests.isEmpty()) {
        window.declared.replay(requests::add);
      }
    }
  }

  private ObservedWindows(ObservedWindows other) {
    windows =
        Arrays.stream(other.windows).map(ObservedWindow::forecast).toArray(ObservedWindow[]::new);
  }

  /** To try what would be. */
  ObservedWindows forecast() {
    return new ObservedWindows(this);
  }

  List<ObservedWindow> all() {
    return Arrays.asList(windows);
  }

  ObservedWindow shortest() {
    return windows[0];
  }

  /** How many requests have left at this time or later. */
  long requestsSince(long left) {
    return requests.after(left - 1);
  }

  /**
   * When a request may leave that keeps the caps or tries more.
   *
   * @param doubtedSince since when it is not known what rejections mean, or long ago
   * @param patience after how long without an answer a request is taken for served
   */
  long earliest(long now, Weights weights, long doubtedSince, long patience) {
    long earliest = now;
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      long amount = window.amount(weights);
      if (cap != null && amount > 0 && !cap.isFaded(now)) {
        earliest = cap.earliestTrial(earliest, amount, doubtedSince, patience);
      }
    }
    return earliest;
  }

  /** A request leaves. */
  void admit(long now, Weights weights) {
    for (ObservedWindow window : windows) {
      long amount = window.amount(weights);
      Cap cap = window.cap;
      if (cap != null && amount > 0) {
        cap.admit(now, amount);
      }
      window.admit(now, amount);
    }
    requests.add(now, 1);
  }

  /** Takes trials that were not answered in time for served, and drops caps that have faded. */
  void presume(long now, long patience) {
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null) {
        cap.presume(now, patience);
        window.dropCapIfOver(now);
      }
    }
  }

  /** Whether a cap has tried something that explains the rejection. */
  boolean rejectTrial(long now, long left) {
    boolean isTrial = false;
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      isTrial |= cap != null && cap.reject(now, left);
    }
    return isTrial;
  }

  /** A request was served; whether calls may leave at other times because of it. */
  boolean serve(long now, long left, Weights weights) {
    boolean hasChanged = false;
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null) {
        hasChanged |= cap.serve(now, left, window.amount(weights));
        window.dropCapIfOver(now);
        hasChanged |= window.cap == null;
      }
    }
    return hasChanged;
  }

  /** How a request has ended tells nothing. */
  void forget(long left) {
    for (ObservedWindow window : windows) {
      if (window.cap != null) {
        window.cap.forget(left);
      }
    }
  }

  void dropCaps() {
    for (ObservedWindow window : windows) {
      window.cap = null;
    }
  }

  /** Whether no cap is kept, and no margin but the first. */
  boolean areOver(long now) {
    for (ObservedWindow window : windows) {
      boolean isCapped = window.cap != null && !window.cap.isFaded(now);
      if (isCapped || !window.margin.isOver()) {
        return false;
      }
    }
    return true;
  }

  /** The time between two requests at the declared mean rate, at most a second. */
  long pace(Weights weights) {
    long longest = 0;
    for (int i = 0; i < windows.length; i++) {
      ObservedWindow window = windows[i];
      if (isShortestOfItsDimension(i)) {
        double share = (double) window.amount(weights) / window.limit.amount();
        longest = Math.max(longest, (long) (window.length * share));
      }
    }
    return Math.min(SECOND, longest);
  }

  private boolean isShortestOfItsDimension(int index) {
    for (int i = 0; i < index; i++) {
      if (windows[i].limit.dimension() == windows[index].limit.dimension()) {
        return false;
      }
    }
    return true;
  }

  /** The shortest window that the provider may mean; null if there is none of that dimension. */
  @Nullable ObservedWindow shortestOf(@Nullable Dimension meant) {
    for (ObservedWindow window : windows) {
      if (window.isOf(meant)) {
        return window;
      }
    }
    return null;
  }

  /** The shortest window that explains the rejections of this event. */
  @Nullable ObservedWindow explaining(@Nullable Dimension meant) {
    for (ObservedWindow window : windows) {
      if (window.isOf(meant) && window.explains()) {
        return window;
      }
    }
    return null;
  }

  /**
   * The window that still explains the rejections of this event, although a request was served: of
   * several the one that need be restricted least.
   */
  @Nullable ObservedWindow stillExplaining(@Nullable Dimension meant, long servedLeft) {
    ObservedWindow found = null;
    for (int i = 0; i < windows.length; i++) {
      ObservedWindow window = windows[i];
      double least = isShortestOfItsDimension(i) ? LEAST_SHARE : LEAST_SHARE_OF_LONGER;
      boolean explains = window.isOf(meant) && window.explainsDespite(servedLeft);
      boolean isLess = found == null || window.share() > found.share();
      if (explains && window.share() >= least && isLess) {
        found = window;
      }
    }
    return found;
  }
}
