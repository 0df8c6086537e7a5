package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All limits that a call passes together: the windows, what is inferred from rejections, and how
 * many calls may run at a time. Not thread-safe. Times never decrease from one change to the next.
 *
 * <p>A call is known here by two times: when it left, and from when it counts, which is later while
 * {@link Connections} are being made.
 */
public final class Windows {

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final LimitWindow[] windows;
  private final Inference.Factory inferring;
  private final @Nullable Limit slots;
  private final int most;
  private final boolean countsRunning;
  private int running;

  /** Made with the first rejection. */
  private @Nullable Inference inference;

  /**
   * Empty windows for these limits.
   *
   * @param countsRunning whether every admission will be released
   */
  public Windows(List<Limit> limits, boolean countsRunning, Inference.Factory inferring) {
    this.countsRunning = countsRunning;
    this.inferring = inferring;
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
    inference = other.inference == null ? null : other.inference.forecast();
    inferring = Inference.Factory.NONE;
    slots = null; // it cannot be known when calls will end
    most = UNLIMITED;
    countsRunning = false;
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

  /**
   * Whether all that there is but slots is a plain number of calls, each counted by itself, so that
   * {@link #tryAdmitOne} does all that is to be done.
   */
  public boolean isPlain() {
    return windows.length == 1 && inference == null && windows[0].isPlain();
  }

  /** Admits one call that counts from now on if it fits and this {@link #isPlain}; no slot. */
  public boolean tryAdmitOne(long now) {
    return windows[0].tryAdmitOne(now);
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
        heir.keepReports(now, before);
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

  /** The window that keeps what is reported of other limits of a dimension than those declared. */
  private @Nullable LimitWindow firstOf(Dimension dimension) {
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension) {
        return window;
      }
    }
    return null;
  }

  /** The limit that a call exceeds even if nothing else counts; null if there is none. */
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
    return inference == null || inference.earliest(now, weights) <= now;
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
    return inference == null ? earliest : inference.earliest(earliest, weights);
  }

  /** The limit in force that keeps the call waiting longest; null if none does. */
  public @Nullable Limit binding(long now, Weights weights) {
    LimitWindow binding = null;
    long latest = now;
    for (LimitWindow window : windows) {
      long earliest = window.earliest(now, weights);
      if (earliest > latest) {
        latest = earliest;
        binding = window;
      }
    }
    if (inference != null && inference.earliest(latest, weights) > latest) {
      Limit lowered = lowered(now, inference, binding);
      if (lowered != null) {
        return lowered;
      }
    }
    return binding == null ? null : binding.limit();
  }

  /** A limit that was inferred, for the limit in the way if there is one. */
  private @Nullable Limit lowered(long now, Inference known, @Nullable LimitWindow binding) {
    Inference.Inferred found = null;
    for (LimitWindow window : windows) {
      Inference.Inferred inferred = known.inferredFor(now, window.limit());
      if (inferred != null && (found == null || window == binding)) {
        found = inferred;
      }
    }
    return found == null ? null : found.limit();
  }

  /**
   * Counts a call.
   *
   * @param from when it begins to count; not before {@code now}, when it leaves
   */
  public void admit(long now, long from, Weights weights) {
    if (from > now) {
      infer(); // only here it is known when it has left
    }
    for (LimitWindow window : windows) {
      window.admit(now, from, weights);
    }
    if (inference != null) {
      inference.admit(now, weights);
    }
    take();
  }

  /** A call that was expected to count from a later time has counted from an earlier one. */
  public void advance(long now, long from, long earlier, Weights weights) {
    for (LimitWindow window : windows) {
      window.advance(now, from, earlier, weights);
    }
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
   * Undoes an admission, but for its slot.
   *
   * @param left when it was admitted
   * @param from when it began to count
   * @return whether any of it was still counting
   */
  public boolean giveBack(long now, long left, long from, Weights weights) {
    boolean wasCounted = false;
    for (LimitWindow window : windows) {
      wasCounted |= window.giveBack(now, from, weights.of(window.limit().dimension()));
    }
    if (inference != null) {
      inference.giveBack(now, left, weights);
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

  /**
   * Replaces what was reserved of a dimension by what was used.
   *
   * @param left when the call left
   * @param from when it began to count
   */
  public void settle(
      long now, long left, long from, Dimension dimension, long reserved, long used) {
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension && used < reserved) {
        boolean unused = window.giveBack(now, from, reserved - used);
      } else if (window.limit().dimension() == dimension && used > reserved) {
        window.charge(now, used - reserved);
      }
    }
    if (inference != null) {
      inference.settle(now, left, dimension, reserved, used);
    }
  }

  /** A request was rejected although every limit was kept; see {@link Inference#reject}. */
  public void rejected(
      long now,
      long left,
      Weights weights,
      @Nullable Dimension meant,
      long stated,
      boolean isTimely) {
    infer();
    if (inference != null) {
      inference.reject(now, left, weights, meant, stated, isTimely);
    }
  }

  private void infer() {
    if (inference == null && windows.length > 0) {
      inference = inferring.of(Arrays.asList(windows));
    }
  }

  /**
   * A request has ended.
   *
   * @param isWarm whether none is on its way that counts later than from its start
   * @return as {@link Inference#end}
   */
  public boolean ended(
      long now, long left, Weights weights, Inference.Outcome outcome, boolean isWarm) {
    if (inference == null) {
      return false;
    }
    boolean hasChanged = inference.end(now, left, weights, outcome);
    if (isWarm && inference.isOver(now)) {
      inference = null;
      hasChanged = true;
    }
    return hasChanged;
  }

  /** Whether it matters how a call ends. */
  public boolean isInferring() {
    return inference != null;
  }

  /** Whether answers to come decide when calls can leave. */
  public boolean isUncertain(long now) {
    return inference != null && inference.isUncertain(now);
  }

  /** See {@link Inference#takeRelease}. */
  public boolean takeRelease() {
    return inference != null && inference.takeRelease();
  }

  /**
   * Takes in what the provider has said of a dimension in the answer to a request.
   *
   * @param left when the request left
   * @param from when it began to count
   * @param most the limit that it states
   * @param remaining what it says is left of it
   * @param reset how long until all of it is there again
   */
  public void observe(
      long now, long left, long from, Dimension dimension, long most, long remaining, long reset) {
    LimitWindow meant = firstOf(dimension);
    for (LimitWindow window : windows) {
      if (window.limit().dimension() == dimension && window.limit().amount() == most) {
        meant = window;
      }
    }
    if (meant != null) {
      meant.observe(now, left, from, most, remaining, reset);
    }
    if (inference != null && remaining > 0) {
      inference.report(now, dimension, most);
    }
  }

  /** Whether nothing counts any more and no call runs, so that it can be forgotten. */
  public boolean isEmpty(long now) {
    if (running > 0) {
      return false;
    }
    for (LimitWindow window : windows) {
      if (window.empty(now) > now) {
        return false;
      }
    }
    return inference == null || inference.isOver(now);
  }

  /** The most calls that may run at a time; null if that is not limited. */
  public @Nullable Limit slots() {
    return slots;
  }

  /**
   * The margin that a limit starts with, in nanoseconds: 50 ms, at most a twentieth of the period.
   */
  public static long margin(Limit limit) {
    return Span.firstMargin(limit.periodNanos());
  }

  /** The margin that a limit ever has at most, in nanoseconds. */
  public static long largestMargin(Limit limit) {
    return Span.largestMargin(limit.periodNanos());
  }

  /** The longest time by which anything can ever count longer than the period of its limit. */
  public long largestMargin() {
    long largest = 0;
    for (LimitWindow window : windows) {
      largest = Math.max(largest, window.largestMargin());
    }
    return largest;
  }

  /** Reports of each limit what is in force and how much of it is used. */
  public void report(long now, Consumer<LimitUse> to) {
    for (LimitWindow window : windows) {
      Inference.Inferred inferred =
          inference == null ? null : inference.inferredFor(now, window.limit());
      to.accept(new LimitUse(window.limit(), inferred, window.used(now), window.margin()));
    }
    if (slots != null) {
      to.accept(new LimitUse(slots, null, running, 0));
    }
  }
}
