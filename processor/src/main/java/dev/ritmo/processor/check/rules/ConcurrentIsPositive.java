package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** At least one call is allowed at a time, if concurrent calls are limited. */
public final class ConcurrentIsPositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.limits(Dimension.CONCURRENT)) {
      return;
    }
    long calls = limit.amountOf(Dimension.CONCURRENT).amount();
    if (!Bounds.isPositive(calls)) {
      findings.add(Diagnostic.CONCURRENT_NOT_POSITIVE, limit.at(Dimension.CONCURRENT), calls);
    }
  }
}
