package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** A burst is not larger than the number of calls per period. */
public final class BurstIsWithinCalls implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.burst().isWritten() || !limit.limits(Dimension.CALLS)) {
      return;
    }
    Amount calls = limit.amountOf(Dimension.CALLS);
    if (!Bounds.isPositive(calls.burst()) || !Bounds.isPositive(calls.amount())) {
      return; // another rule reports it
    }
    if (!Bounds.isBurst(calls.burst(), calls.amount())) {
      findings.add(
          Diagnostic.BURST_ABOVE_CALLS,
          limit.place().at(limit.burst()),
          calls.amount(),
          calls.burst());
    }
  }
}
