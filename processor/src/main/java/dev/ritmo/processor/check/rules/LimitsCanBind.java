package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * No limit of calls is implied by another one of the same method or type. Limits from a plan are
 * not checked, because the provider sets them.
 */
public final class LimitsCanBind implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    List<RateLimit> all =
        limits.limiting(Dimension.CALLS).stream()
            .filter(limit -> !limit.fromPlan())
            .filter(LimitsCanBind::isSound)
            .toList();
    List<RateLimit> kept = new ArrayList<>(all);
    for (RateLimit limit : all) {
      for (RateLimit other : kept) {
        if (keeps(other, limit)) {
          report(limit, other, limits, findings);
          kept.remove(limit); // of two that imply each other, one stays
          break;
        }
      }
    }
  }

  private static boolean isSound(RateLimit limit) {
    Amount calls = limit.amountOf(Dimension.CALLS);
    return Bounds.isBurst(calls.burst(), calls.amount()) && limit.hasSoundPeriod();
  }

  /**
   * Another rule reports equal periods as an error. A limit per key does not imply one over all
   * calls, but the reverse holds.
   */
  private static boolean keeps(RateLimit keeping, RateLimit limit) {
    Amount most = keeping.amountOf(Dimension.CALLS);
    Amount calls = limit.amountOf(Dimension.CALLS);
    boolean isAlike = keeping.isKeyed() == limit.isKeyed();
    return (isAlike ? most.periodNanos() != calls.periodNanos() : limit.isKeyed())
        && most.keeps(calls);
  }

  private static void report(
      RateLimit limit, RateLimit other, RateLimits limits, Findings findings) {
    Amount calls = limit.amountOf(Dimension.CALLS);
    Amount most = other.amountOf(Dimension.CALLS);
    findings.add(
        Diagnostic.LIMIT_NEVER_BINDS,
        limit.at(Dimension.CALLS),
        limits.place().name(),
        calls.amount(),
        Durations.shown(calls.periodNanos()),
        most.amount(),
        Durations.shown(most.periodNanos()),
        most.mostIn(calls.periodNanos()));
  }
}
