package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.RetryBudget;
import java.util.function.UnaryOperator;

/**
 * The retries that a limiter has left. Not thread-safe: guarded by the limiter.
 *
 * <p>Successful calls are not counted one by one: they are the calls that were admitted and have
 * not failed, which is looked up when a retry is asked for. So a successful call costs nothing
 * here.
 */
public final class RetryAccount {

  private final Counters counters;
  private UnaryOperator<RetryBudget> overrides = UnaryOperator.identity();
  private RetryBudget declared = RetryBudget.DEFAULT;
  private RetryBudget rules = RetryBudget.DEFAULT;
  private double left = rules.reserve();
  private long counted;
  private boolean wasEmpty;
  private boolean isEmptied;

  /** An account that starts with the default reserve. */
  public RetryAccount(Counters counters) {
    this.counters = counters;
  }

  /** Overrides the rules in the code now, and other rules whenever they are changed. */
  public void override(UnaryOperator<RetryBudget> budgets) {
    overrides = budgets;
    change(declared);
  }

  /** Keeps other rules from now on, with their reserve, unless they are overridden. */
  public void change(RetryBudget changed) {
    declared = changed;
    RetryBudget inForce = overrides.apply(changed);
    if (!inForce.equals(rules)) {
      rules = inForce;
      left = inForce.reserve();
      counted = successes();
    }
  }

  /** Takes one retry; false if there is none. */
  public boolean draw() {
    credit();
    if (rules.isUnlimited()) {
      return true;
    }
    boolean isLeft = left >= 1;
    if (isLeft) {
      left--;
    }
    isEmptied = !isLeft && !wasEmpty;
    wasEmpty = !isLeft;
    return isLeft;
  }

  /** Whether the last retry that was asked for was the first that was not there. */
  public boolean isEmptied() {
    return isEmptied;
  }

  /** How many retries are left. */
  public long left() {
    credit();
    return (long) left;
  }

  /** A running call counts as a success; its credit is withdrawn if it fails. */
  private void credit() {
    long successes = successes();
    double added = (successes - counted) * rules.perSuccess();
    left = Math.min(rules.most(), Math.max(0, left + added));
    counted = successes;
  }

  private long successes() {
    return counters.sent() - counters.failed();
  }
}
