package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the permits of a limiter after their calls have been admitted. A permit is known
 * by the arrival of its call; its key is that of the call, null for limiters without keys. Safe for
 * use by many threads.
 */
public final class Permits {

  private final boolean isOff;
  private final Gate gate;

  /** Null where nothing is settled. */
  private final @Nullable UsageReports reports;

  Permits(boolean isOff, Gate gate) {
    this.isOff = isOff;
    this.gate = gate;
    this.reports = gate.state().settles() ? new UsageReports(gate.name()) : null;
  }

  /**
   * A call has ended, or will be tried again: its slot is free.
   *
   * @param weights what it has reserved
   */
  public void close(
      @Nullable Object key, long arrival, Weights weights, Inference.Outcome outcome) {
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      gate.state().ended(lane, arrival, weights, outcome);
    } finally {
      gate.unlock();
    }
  }

  /** Undoes the admission of a call that has not started. */
  public void giveBack(@Nullable Object key, long arrival, Weights weights) {
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      lane.giveBack(arrival, weights, gate.now());
    } finally {
      gate.unlock();
    }
  }

  /**
   * Replaces what a call has reserved of a dimension by what it has used.
   *
   * @return false if its permit is closed, and nothing has changed
   */
  public boolean settle(@Nullable Object key, long arrival, Dimension dimension, long used) {
    if (!UsageCheck.isPossible(gate.state().limits(), dimension, used)) {
      return ignoreUsage(key, arrival, dimension.text(used));
    }
    if (reports != null) {
      reports.settled();
    }
    return settle(
        key,
        arrival,
        dimension == Dimension.TOKENS ? used : Admissions.UNTOLD,
        dimension == Dimension.INPUT_TOKENS ? used : Admissions.UNTOLD,
        dimension == Dimension.OUTPUT_TOKENS ? used : Admissions.UNTOLD);
  }

  /**
   * Replaces all tokens that a call has reserved by those that it has used. What cannot have been
   * used is logged once and ignored.
   *
   * @return false if its permit is closed, and nothing has changed
   */
  public boolean settle(@Nullable Object key, long arrival, long input, long output) {
    if (!UsageCheck.isUsage(gate.state().limits(), input, output)) {
      return ignoreUsage(
          key,
          arrival,
          Dimension.INPUT_TOKENS.text(input) + " and " + Dimension.OUTPUT_TOKENS.text(output));
    }
    if (reports != null) {
      reports.settled();
    }
    return settle(key, arrival, input + output, input, output);
  }

  private boolean ignoreUsage(@Nullable Object key, long arrival, String reported) {
    if (reports != null) {
      reports.ignored(reported);
    }
    return settle(key, arrival, Admissions.UNTOLD, Admissions.UNTOLD, Admissions.UNTOLD);
  }

  private boolean settle(@Nullable Object key, long arrival, long tokens, long input, long output) {
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      boolean isOpen = lane.settle(arrival, tokens, input, output, gate.clock());
      if (isOpen && output != Admissions.UNTOLD) {
        gate.state().output.add(output);
      }
      return isOpen;
    } finally {
      gate.unlock();
    }
  }

  /**
   * A call has ended well: settles with the tokens that its result reports. Without a word of them,
   * what it has reserved stands; if that is so with every call, it is logged, once.
   */
  public void settle(@Nullable Object key, long arrival, @Nullable Object result) {
    TokenUsage usage = reports == null ? null : reports.of(result);
    if (usage != null) {
      boolean unused = settle(key, arrival, usage.input(), usage.output());
    }
  }

  /**
   * Takes in what the provider said in the answer to a call, before its permit is closed. What
   * makes no sense is logged and ignored.
   *
   * @param most the limit it states
   * @param remaining how much it says is left
   * @param reset how long until all of it is there again, in nanoseconds
   */
  public void observe(
      @Nullable Object key,
      long arrival,
      Dimension dimension,
      long most,
      long remaining,
      long reset) {
    boolean isAmount = remaining >= 0 && remaining <= most && most >= 1;
    if (!isAmount || reset < 0 || reset > Bounds.MAX_NANOS) {
      Notices.senseless(gate.name(), dimension, most, remaining, reset);
      return;
    }
    if (isOff) {
      return;
    }
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      long now = gate.now();
      lane.observe(arrival, dimension, most, remaining, reset, now);
      gate.state().learned(lane, now);
    } finally {
      gate.unlock();
    }
  }
}
