package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** A period has at most as many calls as the clock has ticks. */
public final class CallsCanBeToldApart implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.limits(Dimension.CALLS) || !limit.hasSoundPeriod()) {
      return; // another rule reports it
    }
    Amount calls = limit.amountOf(Dimension.CALLS);
    if (!Bounds.canBeToldApart(calls.amount(), calls.periodNanos())) {
      findings.add(
          Diagnostic.CALLS_TOO_DENSE,
          limit.at(Dimension.CALLS),
          calls.period(),
          calls.unit(),
          calls.amount());
    }
  }
}
