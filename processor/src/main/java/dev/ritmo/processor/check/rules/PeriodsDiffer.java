package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.TokenAmount;
import dev.ritmo.rules.Bounds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * No two limits of calls, or of tokens, have the same period: only the smaller would count, and the
 * other is most likely one whose period was forgotten. Those of all calls and those of each key are
 * different things.
 */
public final class PeriodsDiffer implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    checkAlike(limits.overall(), findings);
    checkAlike(limits.perKey(), findings);
  }

  private static void checkAlike(RateLimits limits, Findings findings) {
    Map<Counted, RateLimit> firstByCounted = new HashMap<>();
    for (RateLimit limit : limits.perPeriod()) {
      long period = limit.period().value();
      TimeUnit unit = limit.unit().value();
      if (!Bounds.isPositive(period) || !Bounds.fits(period, unit)) {
        continue; // another rule says so
      }
      for (String counted : counted(limit)) {
        RateLimit first =
            firstByCounted.putIfAbsent(new Counted(counted, unit.toNanos(period)), limit);
        if (first != null) {
          findings.add(
              Diagnostic.PERIOD_REPEATED,
              limit.place().at(limit.period()),
              counted,
              limits.place().name(),
              first.period().value(),
              first.unit().value(),
              period,
              unit);
        }
      }
    }
  }

  private static List<String> counted(RateLimit limit) {
    Stream<String> tokens = limit.tokenAmounts().stream().map(TokenAmount::element);
    return Stream.concat(limit.calls().isWritten() ? Stream.of("calls") : Stream.empty(), tokens)
        .toList();
  }

  private record Counted(String element, long periodNanos) {}
}
