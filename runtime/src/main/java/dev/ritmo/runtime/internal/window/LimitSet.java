package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a call has to keep together on one level: windows, slots, and what is inferred
 * from rejections. Not thread-safe. Times never decrease from one change to the next.
 */
public final class LimitSet implements Capacity {

  private final boolean tracksPermits;
  private final Watch watch;
  private List<Limit> limits;
  private DeclaredWindows windows;
  private CurrentInference inference;
  private Slots slots;

  /** The only window, if it counts calls; null otherwise. */
  private @Nullable Window only;

  /**
   * Keeps these limits, of which nothing is used.
   *
   * @param tracksPermits whether the end of every admitted call will be reported
   * @param watch switched on while it matters how calls end
   */
  public LimitSet(
      List<Limit> limits, boolean tracksPermits, Inference.Factory inferring, Watch watch) {
    this.tracksPermits = tracksPermits;
    this.watch = watch;
    this.limits = limits;
    windows = DeclaredWindows.of(limits);
    inference = new CurrentInference(inferring, windows, watch);
    slots = slots(limits, 0);
    only = windows.onlyOfCalls();
  }

  private Slots slots(List<Limit> kept, int running) {
    return tracksPermits ? Slots.of(kept, running) : Slots.UNLIMITED;
  }

  private LimitSet(LimitSet other) {
    tracksPermits = false;
    watch = new Watch();
    limits = other.limits;
    windows = other.windows.copy();
    inference = other.inference.forecast();
    slots = Slots.UNLIMITED;
    only = windows.onlyOfCalls();
  }

  /**
   * A copy to try what would be. Calls end at once in it, as it cannot be known when they will, so
   * slots do not count.
   */
  public LimitSet forecast() {
    return new LimitSet(this);
  }

  /** Whether exactly these limits are kept, in this way. */
  public boolean keeps(List<Limit> others, Inference.Factory infers) {
    return limits.equals(others) && inference.isBy(infers);
  }

  /**
   * Keeps other limits from now on. What was admitted before still counts; what was inferred is
   * forgotten.
   */
  public void change(long now, List<Limit> changed, Inference.Factory infers) {
    DeclaredWindows before = windows;
    inference.forget();
    limits = changed;
    windows = DeclaredWindows.of(changed);
    windows.restore(now, before);
    inference = new CurrentInference(infers, windows, watch);
    slots = slots(changed, slots.running());
    only = windows.onlyOfCalls();
  }

  /** Counts from now on what counts in another set as well; this one has counted nothing yet. */
  public void startLike(long now, LimitSet other) {
    windows.restore(now, other.windows);
  }

  /** Stops inferring, as this set will not be used any more. */
  public void discard() {
    inference.forget();
  }

  @Override
  public boolean isPlain() {
    return windows.isPlain() && !inference.isPresent();
  }

  @Override
  public boolean tryTakeOne(long now) {
    if (only == null || slots.areTaken() || !only.tryAdmit(now)) {
      return false;
    }
    takeSlot();
    return true;
  }

  @Override
  public @Nullable Limit tooSmallFor(Weights weights) {
    return windows.tooSmallFor(weights);
  }

  /** Whether a call can be admitted now; one that is larger than a limit never can. */
  public boolean hasRoom(long now, Weights weights) {
    return !slots.areTaken()
        && windows.hasRoom(now, weights)
        && inference.earliest(now, weights) <= now;
  }

  /** Whether as many calls run as may. */
  public boolean isCrowded() {
    return slots.areTaken();
  }

  /** The most calls that may run at a time; null if that is not limited. */
  public @Nullable Limit slots() {
    return slots.limit();
  }

  @Override
  public long earliest(long now, Weights weights) {
    return inference.earliest(windows.earliest(now, weights), weights);
  }

  /** The limit in force that keeps the call waiting longest; null if none does. */
  public @Nullable Limit binding(long now, Weights weights) {
    long earliest = windows.earliest(now, weights);
    LimitWindow binding = windows.binding(now, weights);
    if (inference.earliest(earliest, weights) > earliest) {
      Limit lowered = lowered(now, binding);
      if (lowered != null) {
        return lowered;
      }
    }
    return binding == null ? null : binding.limit();
  }

  /** A limit that was inferred, for the limit in the way if there is one. */
  private @Nullable Limit lowered(long now, @Nullable LimitWindow binding) {
    Inference.Inferred found = null;
    for (LimitWindow window : windows.all()) {
      Inference.Inferred inferred = inference.inferredFor(now, window.limit());
      if (inferred != null && (found == null || window == binding)) {
        found = inferred;
      }
    }
    return found == null ? null : found.limit();
  }

  @Override
  public void admit(long now, long from, Weights weights) {
    if (from > now) {
      inference.start(); // only here it is known when the call has left
    }
    windows.admit(now, from, weights);
    inference.admit(now, weights);
    takeSlot();
  }

  private void takeSlot() {
    if (tracksPermits) {
      slots.take();
    }
  }

  @Override
  public void releaseSlot() {
    if (tracksPermits) {
      slots.release();
    }
  }

  @Override
  public void advance(long now, Advance advance, Weights held) {
    windows.advance(now, advance, held);
  }

  @Override
  public boolean giveBack(long now, CallTimes call, Weights held) {
    boolean wasCounted = windows.giveBack(now, call.from(), held);
    inference.giveBack(now, call, held);
    return wasCounted;
  }

  /** Whether more was used of something than fits. */
  public boolean isInDebt() {
    return windows.isInDebt();
  }

  @Override
  public void settle(long now, CallTimes call, Dimension dimension, long reserved, long used) {
    windows.settle(now, call.from(), dimension, reserved, used);
    inference.settle(now, call, dimension, reserved, used);
  }

  @Override
  public void rejected(
      long now, CallTimes call, Weights weights, @Nullable Dimension meant, long stated) {
    inference.reject(now, call, weights, meant, stated);
  }

  @Override
  public boolean ended(
      long now, long left, Weights weights, Inference.Outcome outcome, boolean isWarm) {
    return inference.end(now, left, weights, outcome, isWarm);
  }

  @Override
  public boolean isInferring() {
    return inference.isPresent();
  }

  @Override
  public boolean isUncertain(long now) {
    return inference.isUncertain(now);
  }

  @Override
  public boolean takeRelease() {
    return inference.takeRelease();
  }

  @Override
  public void observe(long now, CallTimes call, Observation seen) {
    windows.observe(now, call, seen);
    inference.report(now, seen);
  }

  /** Whether nothing counts any more and no call runs, so that it can be forgotten. */
  public boolean isEmpty(long now) {
    return slots.running() == 0 && windows.areEmpty(now) && inference.isOver(now);
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
    return windows.largestMargin();
  }

  /** Tells of each limit what is in force and how much of it is used. */
  public List<LimitUse> uses(long now) {
    List<LimitUse> uses = new ArrayList<>();
    for (LimitWindow window : windows.all()) {
      Inference.Inferred inferred = inference.inferredFor(now, window.limit());
      uses.add(new LimitUse(window.limit(), inferred, window.used(now), window.margin()));
    }
    Limit concurrent = slots.limit();
    if (concurrent != null) {
      uses.add(new LimitUse(concurrent, null, slots.running(), 0));
    }
    return uses;
  }
}
