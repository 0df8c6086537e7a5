package dev.ritmo.runtime;

import dev.ritmo.rules.Bounds;

/**
 * How many retries a limiter allows, so that retries do not add load to a provider in trouble. A
 * retry after an overload, a lost request, or a failure that {@code retryOn} names takes one from
 * the budget; a successful call adds a share of one. Retries after a rejection by a limit are free,
 * because the limiter paces them. Immutable.
 *
 * <p>A running call counts as a success until it fails.
 *
 * @param perSuccess what a successful call adds, from 0 to 1
 * @param reserve the retries available at the start, at least 0
 * @param most the largest number of retries that can be saved up, at least the reserve
 */
public record RetryBudget(double perSuccess, int reserve, int most) {

  /** One retry for five successful calls, and ten at the start; never more than a hundred. */
  public static final RetryBudget DEFAULT = new RetryBudget(0.2, 10, 100);

  /** No budget: the retry settings of each call are the only bound. */
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

  /** Whether retries are unlimited. */
  public boolean isUnlimited() {
    return reserve == Integer.MAX_VALUE;
  }
}
