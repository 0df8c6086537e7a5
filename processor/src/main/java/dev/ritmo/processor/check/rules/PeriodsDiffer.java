package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No two limits of one dimension have the same period: only the smaller would count, and the period
 * of the other was probably forgotten. Limits over all calls and limits per key are separate.
 */
public final class PeriodsDiffer implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    checkAlike(limits.overall(), findings);
    checkAlike(limits.perKey(), findings);
  }

  private static void checkAlike(RateLimits limits, Findings findings) {
    Map<Counted, RateLimit> firstByCounted = new HashMap<>();
    for (RateLimit limit : limits.all()) {
      if (!limit.hasSoundPeriod()) {
        continue; // another rule reports it
      }
      for (Counted counted : Counted.in(limit)) {
        RateLimit first = firstByCounted.putIfAbsent(counted, limit);
        if (first != null) {
          findings.add(
              Diagnostic.PERIOD_REPEATED,
              limit.place().at(limit.period()),
              counted.dimension.element(),
              limits.place().name(),
              first.period().value(),
              first.unit().value(),
              limit.period().value(),
              limit.unit().value());
        }
      }
    }
  }

  private record Counted(Dimension dimension, long periodNanos) {

    static List<Counted> in(RateLimit limit) {
      return limit.amounts().stream()
          .filter(amount -> amount.dimension().isPerPeriod())
          .map(amount -> new Counted(amount.dimension(), amount.periodNanos()))
          .toList();
    }
  }
}
