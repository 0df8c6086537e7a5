package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * No two limits of calls have the same period: only the smaller would count, and the other is most
 * likely one whose period was forgotten.
 */
public final class PeriodsDiffer implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    Map<Long, RateLimit> firstByNanos = new HashMap<>();
    for (RateLimit limit : limits.perPeriod()) {
      long period = limit.period().value();
      TimeUnit unit = limit.unit().value();
      if (!Bounds.isPositive(period) || !Bounds.fits(period, unit)) {
        continue; // another rule says so
      }
      RateLimit first = firstByNanos.putIfAbsent(unit.toNanos(period), limit);
      if (first != null) {
        findings.add(
            Diagnostic.PERIOD_REPEATED,
            limit.place().at(limit.period()),
            limits.place().name(),
            first.period().value(),
            first.unit().value(),
            period,
            unit);
      }
    }
  }
}
