package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** The period fits into nanoseconds. */
public final class PeriodFits implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    long period = limit.period().value();
    TimeUnit unit = limit.unit().value();
    if (!Bounds.fits(period, unit)) {
      findings.add(Diagnostic.PERIOD_TOO_LONG, limit.place().at(limit.period()), period, unit);
    }
  }
}
