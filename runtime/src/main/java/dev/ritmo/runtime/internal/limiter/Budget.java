package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RetryBudget;

/**
 * The retries that are left. Not thread-safe: guarded by its limiter.
 *
 * <p>Calls that end well are not counted: they are those that were admitted and have not failed,
 * which is looked up when somebody wants a retry. So a call that ends well costs nothing here.
 */
final class Budget {

  private final Tally tally;
  private RetryBudget rules = RetryBudget.DEFAULT;
  private double left = rules.reserve();
  private long counted;

  Budget(Tally tally) {
    this.tally = tally;
  }

  /** Keeps other rules from now on, with the reserve of these. */
  void change(RetryBudget changed) {
    if (changed.equals(rules)) {
      return;
    }
    rules = changed;
    left = changed.reserve();
    counted = tally.admitted - tally.failed;
  }

  /** Takes one retry; false if there is none. */
  boolean draw() {
    count();
    if (rules.isUnlimited()) {
      return true;
    }
    boolean isLeft = left >= 1;
    if (isLeft) {
      left--;
    }
    return isLeft;
  }

  /** How many retries are left. */
  long left() {
    count();
    return (long) left;
  }

  /** What a call has added that runs is taken back when it fails. */
  private void count() {
    long endedWell = tally.admitted - tally.failed;
    double added = (endedWell - counted) * rules.perSuccess();
    left = Math.min(rules.most(), Math.max(0, left + added));
    counted = endedWell;
  }
}
