package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What is inferred for a set of limits: nothing until the first rejection, and nothing again once
 * no belief is kept any more. Not thread-safe.
 *
 * <p>Invariant: {@link #watch} has a reason from here exactly while there is an inference.
 */
final class CurrentInference {

  private final Inference.Factory factory;
  private final DeclaredWindows windows;
  private final Watch watch;
  private @Nullable Inference inference;

  CurrentInference(Inference.Factory factory, DeclaredWindows windows, Watch watch) {
    this.factory = factory;
    this.windows = windows;
    this.watch = watch;
  }

  /** The same beliefs, to try what would be. */
  CurrentInference forecast() {
    CurrentInference copy = new CurrentInference(Inference.Factory.NONE, windows, watch);
    copy.inference = inference == null ? null : inference.forecast();
    return copy;
  }

  /** Whether rejections are understood in this way. */
  boolean isBy(Inference.Factory other) {
    return factory == other;
  }

  boolean isPresent() {
    return inference != null;
  }

  /** Starts to infer unless it has started, or there is nothing to infer. */
  void start() {
    if (inference == null && !windows.all().isEmpty()) {
      inference = factory.of(windows.all());
      if (inference != null) {
        watch.add();
      }
    }
  }

  void forget() {
    if (inference != null) {
      inference = null;
      watch.remove();
    }
  }

  long earliest(long now, Weights weights) {
    return inference == null ? now : inference.earliest(now, weights);
  }

  void admit(long now, Weights weights) {
    if (inference != null) {
      inference.admit(now, weights);
    }
  }

  void giveBack(long now, CallTimes call, Weights held) {
    if (inference != null) {
      inference.giveBack(now, call.left(), held);
    }
  }

  void settle(long now, CallTimes call, Dimension dimension, long reserved, long used) {
    if (inference != null) {
      inference.settle(now, call.left(), dimension, reserved, used);
    }
  }

  void reject(long now, CallTimes call, Weights weights, @Nullable Dimension meant, long stated) {
    start();
    if (inference != null) {
      inference.reject(now, call.left(), weights, meant, stated, call.isTimely());
    }
  }

  /**
   * A request has ended.
   *
   * @param isWarm whether none is on its way that counts from later than its start
   * @return whether calls may leave at other times than before
   */
  boolean end(long now, long left, Weights weights, Inference.Outcome outcome, boolean isWarm) {
    if (inference == null) {
      return false;
    }
    boolean hasChanged = inference.end(now, left, weights, outcome);
    if (isWarm && inference.isOver(now)) {
      forget();
      hasChanged = true;
    }
    return hasChanged;
  }

  void report(long now, Observation seen) {
    if (inference != null && seen.remaining() > 0) {
      inference.report(now, seen.dimension(), seen.limit());
    }
  }

  boolean isUncertain(long now) {
    return inference != null && inference.isUncertain(now);
  }

  /** See {@link Inference#takeRelease}. */
  boolean takeRelease() {
    return inference != null && inference.takeRelease();
  }

  /** Whether nothing is kept, so that it can be forgotten. */
  boolean isOver(long now) {
    return inference == null || inference.isOver(now);
  }

  /** What is kept for a declared limit; null if nothing. */
  Inference.@Nullable Inferred inferredFor(long now, Limit declared) {
    return inference == null ? null : inference.inferredFor(now, declared);
  }
}
