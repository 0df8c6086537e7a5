package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** The window has a length. */
public final class PeriodIsPositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!Bounds.isPositive(limit.period().value())) {
      findings.add(
          Diagnostic.PERIOD_NOT_POSITIVE, limit.place().at(limit.period()), limit.period().value());
    }
  }
}
