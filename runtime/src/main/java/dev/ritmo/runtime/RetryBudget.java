package dev.ritmo.runtime;

import dev.ritmo.rules.Bounds;

/**
 * How many retries a limiter pays for, so that a provider in trouble is not sent more than it was
 * sent before. Retries after an overload, a lost request, or a failure that {@code retryOn} names,
 * each take one; calls that end well pay back a share. Retries after a rejection by a limit are
 * free: the limiter paces them. Immutable.
 *
 * <p>A call that is still running counts as one that ended well until it fails.
 *
 * @param perSuccess what a call that ends well adds, from 0 to 1
 * @param reserve what there is at the beginning, at least 0
 * @param most what there can ever be, at least the reserve; what is added beyond is lost
 */
public record RetryBudget(double perSuccess, int reserve, int most) {

  /**
   * One retry for five calls that end well, and ten at the beginning; never more than a hundred.
   */
  public static final RetryBudget DEFAULT = new RetryBudget(0.2, 10, 100);

  /** As many retries as the settings of each call allow. */
  public static final RetryBudget UNLIMITED =
      new RetryBudget(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public RetryBudget {
    require(Bounds.isShare(perSuccess), "perSuccess must be from 0 to 1", perSuccess);
    require(reserve >= 0, "reserve must not be negative", reserve);
    require(most >= reserve, "most must be at least the reserve (" + reserve + ")", most);
  }

  private static void require(boolean kept, String rule, Number found) {
    if (!kept) {
      throw new IllegalArgumentException("budget: " + rule + ", but was " + found);
    }
  }

  /** Whether retries are free. */
  public boolean isUnlimited() {
    return reserve == Integer.MAX_VALUE;
  }
}
