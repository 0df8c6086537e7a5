package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** There are not more calls in a period than the clock has ticks. */
public final class CallsCanBeToldApart implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    long period = limit.period().value();
    TimeUnit unit = limit.unit().value();
    if (!limit.calls().isWritten() || !Bounds.isPositive(period) || !Bounds.fits(period, unit)) {
      return; // another rule says so
    }
    int calls = limit.calls().value();
    if (!Bounds.canBeToldApart(calls, unit.toNanos(period))) {
      findings.add(
          Diagnostic.CALLS_TOO_DENSE, limit.place().at(limit.calls()), period, unit, calls);
    }
  }
}
