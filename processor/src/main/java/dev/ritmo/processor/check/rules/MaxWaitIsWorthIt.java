package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A call that may wait at all may wait at least for the time between two calls of the limit, of the
 * fastest one if there are several.
 */
public final class MaxWaitIsWorthIt implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    limits.waiting().ifPresent(waiting -> check(waiting, gap(limits), findings));
  }

  private static void check(RateLimit waiting, OptionalLong gap, Findings findings) {
    long maxWait = waiting.maxWait().value();
    TimeUnit unit = waiting.unit().value();
    if (gap.isPresent()
        && Bounds.isPositive(maxWait)
        && Bounds.fits(maxWait, unit)
        && unit.toNanos(maxWait) < gap.getAsLong()) {
      findings.add(
          Diagnostic.MAX_WAIT_TOO_SHORT,
          waiting.place().at(waiting.maxWait()),
          Durations.shown(gap.getAsLong()),
          maxWait,
          unit);
    }
  }

  /** Rounded up; empty if a limit is invalid, or reserved amounts may become free at any time. */
  private static OptionalLong gap(RateLimits limits) {
    boolean reserves =
        limits.amounts().stream().anyMatch(amount -> amount.dimension().isReserved());
    List<RateLimit> ofCalls = limits.limiting(Dimension.CALLS);
    return !reserves && ofCalls.stream().allMatch(MaxWaitIsWorthIt::isSound)
        ? ofCalls.stream().mapToLong(MaxWaitIsWorthIt::gap).min()
        : OptionalLong.empty();
  }

  private static boolean isSound(RateLimit limit) {
    return Bounds.isPositive(limit.amountOf(Dimension.CALLS).amount()) && limit.hasSoundPeriod();
  }

  private static long gap(RateLimit limit) {
    Amount calls = limit.amountOf(Dimension.CALLS);
    return (calls.periodNanos() - 1) / calls.amount() + 1;
  }
}
