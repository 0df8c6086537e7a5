package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Signal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a limiter hears of the failures of its calls, each before its permit is closed. Safe for use
 * by many threads.
 */
public final class Failures {

  private final boolean isOff;
  private final Gate gate;
  private volatile boolean hasWarned;
  private volatile @Nullable UnaryOperator<RetryBudget> overrides;

  Failures(boolean isOff, Gate gate) {
    this.isOff = isOff;
    this.gate = gate;
  }

  /** What a failure says. */
  public Signal signal(Throwable failure) {
    return Signals.of(failure, gate.state().timeline().source().now());
  }

  /**
   * Takes in what the failure of a call says. From a rejection by a limit the limiter learns, and
   * where the provider states how long to wait, it admits nobody until then; the answers to
   * requests that were under way together are one event.
   *
   * @return what the retry of the call should know
   */
  public BackOffAdvice heed(@Nullable Object key, long arrival, Weights weights, Signal signal) {
    if (isOff) {
      return BackOffAdvice.NONE;
    }
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      return gate.state().failed(lane, arrival, weights, signal, gate.now());
    } finally {
      gate.unlock();
    }
  }

  /** Counts the failure of a call that has been heard of otherwise. */
  public void count() {
    gate.underLock(now -> gate.state().tally.failed++);
  }

  /** Admits nobody before this time, as far as the account of the call is concerned. */
  public void pause(@Nullable Object key, long arrival, long until) {
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      gate.state().tally.pauses++;
      gate.state().pauseAccount(lane, until, gate.now());
    } finally {
      gate.unlock();
    }
  }

  /** Overrides the budget, now and whenever it is changed. */
  void override(UnaryOperator<RetryBudget> budgets) {
    overrides = budgets;
    change(RetryBudget.DEFAULT);
  }

  /** Pays for retries by other rules from now on. */
  void change(RetryBudget budget) {
    UnaryOperator<RetryBudget> overridden = overrides;
    RetryBudget inForce = overridden == null ? budget : overridden.apply(budget);
    gate.underLock(now -> gate.state().budget().change(inForce));
  }

  /** When the last attempt of a call left, as far as is known. */
  public long departure(@Nullable Object key, long arrival) {
    Lane lane = gate.lockLaneOf(key, arrival);
    try {
      return lane.admissions().departure(arrival);
    } finally {
      gate.unlock();
    }
  }

  /** Whether nobody has yet been warned of retries within those of this limiter. */
  public boolean isToWarn() {
    return !hasWarned;
  }

  /** Warns of them now; false if somebody else does. */
  public boolean warnsNow() {
    gate.lock();
    try {
      boolean isFirst = !hasWarned;
      hasWarned = true;
      return isFirst;
    } finally {
      gate.unlock();
    }
  }

  /** Takes a retry from the budget; false if none is left. */
  public boolean drawRetry() {
    gate.lock();
    try {
      return gate.state().budget().draw();
    } finally {
      gate.unlock();
    }
  }
}
