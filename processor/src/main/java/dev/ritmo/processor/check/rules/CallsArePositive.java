package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** At least one call is allowed per period, if calls are limited per period. */
public final class CallsArePositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.limits(Dimension.CALLS)) {
      return;
    }
    long calls = limit.amountOf(Dimension.CALLS).amount();
    if (!Bounds.isPositive(calls)) {
      findings.add(Diagnostic.CALLS_NOT_POSITIVE, limit.at(Dimension.CALLS), calls);
    }
  }
}
