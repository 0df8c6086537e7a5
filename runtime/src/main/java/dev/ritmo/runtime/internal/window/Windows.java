package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All limits that a call passes together: the windows, and how many calls may run at a time. Not
 * thread-safe. Times never decrease from one change to the next.
 */
public final class Windows {

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final LimitWindow[] windows;
  private final @Nullable Limit slots;
  private final int most;
  private final boolean countsRunning;
  private final boolean infers;
  private int running;

  /**
   * Empty windows for these limits.
   *
   * @param countsRunning whether every admission will be released
   * @param infers whether rejections teach anything
   */
  public Windows(List<Limit> limits, boolean countsRunning, boolean infers) {
    this.countsRunning = countsRunning;
    this.infers = infers;
    List<LimitWindow> perPeriod = new ArrayList<>();
    for (Limit limit : limits) {
      if (limit.dimension() != Dimension.SLOTS) {
        perPeriod.add(new LimitWindow(limit));
      }
    }
    windows = perPeriod.toArray(new LimitWindow[0]);
    slots = fewestSlots(limits);
    most = slots == null ? UNLIMITED : (int) slots.amount();
  }

  private Windows(Windows other) {
    windows = other.windows.clone();
    for (int i = 0; i < windows.length; i++) {
      windows[i] = windows[i].copy();
    }
    slots = null; // when calls will end, nobody knows
    most = UNLIMITED;
    countsRunning = false;
    infers = false;
  }

  private static @Nullable Limit fewestSlots(List<Limit> limits) {
    Limit fewest = null;
    for (Limit limit : limits) {
      boolean isOfSlots = limit.dimension() == Dimension.SLOTS;
      if (isOfSlots && (fewest == null || limit.amount() < fewest.amount())) {
        fewest = limit;
      }
    }
    return fewest;
  }

  /** All that there is but slots, where it is but a plain number of calls, each noted by itself. */
  public @Nullable CallRing plain() {
    return windows.length == 1 ? windows[0].plainRing() : null;
  }

  /** A copy to try what would be, in which calls end at once. */
  public Windows copy() {
    return new Windows(this);
  }

  /** Counts from now on what was counted under other limits, and the calls that run. */
  public void restore(long now, Windows other) {
    for (LimitWindow window : windows) {
      LimitWindow known = other.longest(window.limit().dimension());
      if (known == null) {
        window.begin(now);
      } else {
        window.restore(now, known);
      }
    }
    for (LimitWindow before : other.windows) {
      LimitWindow heir = firstOf(before.limit().dimension());
      if (heir != null) {
        heir.keepWhatWasSaid(now, before);
      }
    }
    if (countsRunning) {
      running = other.running;
    }
  }

  /** The window of a dimension that knows most of the past. */
  private @Nullable LimitWindow longest(Dimension dimension) {
    return Arrays.stream(windows)
        .filter(window -> window.limit().dimension() == dimension)
        .max((a, b) -> Long.compare(a.limit().periodNanos(), b.limit().periodNanos()))
        .orElse(null);
  }

  /** The window that keeps what is said of other limits of a dimension than those declared. */
  private @Nullable LimitWindow firstOf(Dimension dimension) {
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension) {
        return window;
      }
    }
    return null;
  }

  /** Whether nothing larger than the whole of a limit is asked for; if so, that limit. */
  public @Nullable Limit tooSmallFor(Weights weights) {
    for (LimitWindow window : windows) {
      if (weights.of(window.limit().dimension()) > window.limit().burst()) {
        return window.limit();
      }
    }
    return null;
  }

  /** Whether a call can be admitted now; one that is larger than a limit never can. */
  public boolean hasRoom(long now, Weights weights) {
    if (running >= most) {
      return false;
    }
    for (LimitWindow window : windows) {
      if (!window.hasRoom(now, weights)) {
        return false;
      }
    }
    return true;
  }

  /** Whether as many calls run as may. */
  public boolean isCrowded() {
    return running >= most;
  }

  /** The earliest time, not before {@code now}, at which the call keeps every limit but slots. */
  public long earliest(long now, Weights weights) {
    long earliest = now;
    for (LimitWindow window : windows) {
      earliest = Math.max(earliest, window.earliest(now, weights));
    }
    return earliest;
  }

  /** The limit that keeps the call waiting longest; null if none does. */
  public @Nullable Limit binding(long now, Weights weights) {
    Limit binding = null;
    long latest = now;
    for (LimitWindow window : windows) {
      long earliest = window.earliest(now, weights);
      if (earliest > latest) {
        latest = earliest;
        binding = window.limit();
      }
    }
    return binding;
  }

  /** Counts a call from now on. */
  public void admit(long now, Weights weights) {
    for (LimitWindow window : windows) {
      window.admit(now, weights);
    }
    take();
  }

  /** A call takes a slot. */
  public void take() {
    if (countsRunning) {
      running++;
    }
  }

  /** A call has ended. */
  public void release() {
    if (countsRunning) {
      running--;
    }
  }

  /**
   * Undoes an admission of that time, but for its slot.
   *
   * @return whether any of it was still counting
   */
  public boolean giveBack(long now, long time, Weights weights) {
    boolean wasCounted = false;
    for (LimitWindow window : windows) {
      wasCounted |= window.giveBack(now, time, weights.of(window.limit().dimension()));
    }
    return wasCounted;
  }

  /** Whether more was used of something than fits. */
  public boolean isInDebt() {
    for (LimitWindow window : windows) {
      if (window.isInDebt()) {
        return true;
      }
    }
    return false;
  }

  /** Replaces what was reserved of a dimension at that time by what was used. */
  public void settle(long now, long time, Dimension dimension, long reserved, long used) {
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension && used < reserved) {
        boolean unused = window.giveBack(now, time, reserved - used);
      } else if (window.limit().dimension() == dimension && used > reserved) {
        window.charge(now, used - reserved);
      }
    }
  }

  /**
   * Learns from a rejection although every limit was kept. Where the provider does not say which
   * dimension it meant, it is that whose limit is used most.
   *
   * @param time when the request left
   * @param stated how long the provider asks to wait; negative if it does not say
   */
  public void rejected(
      long now, long time, Weights weights, @Nullable Dimension meant, long stated) {
    Dimension dimension = meant == null ? fullest(now) : meant;
    LimitWindow window = dimension == null ? null : longest(dimension);
    if (window != null && infers) {
      window.rejected(now, time, weights.of(window.limit().dimension()), stated);
    }
  }

  private @Nullable Dimension fullest(long now) {
    Dimension fullest = null;
    double most = -1;
    for (LimitWindow window : windows) {
      double share = (double) window.used(now) / window.limit().amount();
      if (share > most) {
        most = share;
        fullest = window.limit().dimension();
      }
    }
    return fullest;
  }

  /**
   * Takes in what the provider has said of a dimension in the answer to a request.
   *
   * @param time when the request left
   * @param most the limit that it states
   * @param remaining what it says is left of it
   * @param reset how long until all of it is there again
   */
  public void observe(
      long now, long time, Dimension dimension, long most, long remaining, long reset) {
    LimitWindow meant = firstOf(dimension);
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension && window.limit().amount() == most) {
        meant = window;
      }
    }
    if (meant != null) {
      meant.observe(now, time, most, remaining, reset, meant.since(time));
    }
  }

  /** Whether nothing counts any more and nobody runs, so that it can be forgotten. */
  public boolean isEmpty(long now) {
    if (running > 0) {
      return false;
    }
    for (LimitWindow window : windows) {
      if (window.empty(now) > now) {
        return false;
      }
    }
    return true;
  }

  /** The most calls that may run at a time; null if that is not limited. */
  public @Nullable Limit slots() {
    return slots;
  }

  /**
   * The margin that a limit starts with, in nanoseconds: 50 ms, at most a twentieth of the period.
   */
  public static long margin(Limit limit) {
    return Span.margin(limit.periodNanos());
  }

  /** The longest time by which anything can ever count longer than the period of its limit. */
  public long largestMargin() {
    long largest = 0;
    for (LimitWindow window : windows) {
      largest = Math.max(largest, window.largestMargin());
    }
    return largest;
  }

  /** Tells of each limit what is in force and how much of it is used. */
  public void report(long now, Consumer<LimitUse> to) {
    for (LimitWindow window : windows) {
      to.accept(new LimitUse(window.limit(), window.inForce(), window.used(now), window.margin()));
    }
    if (slots != null) {
      to.accept(new LimitUse(slots, slots, running, 0));
    }
  }
}
