package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A limiter has the same limits wherever its name is used, across types and rounds. */
public final class LimitsAgree implements Rule<RateLimit> {

  private final Map<String, Declared> firstByLimiter = new HashMap<>();

  @Override
  public void check(RateLimit limit, Findings findings) {
    int calls = limit.calls().value();
    long period = limit.period().value();
    TimeUnit unit = limit.unit().value();
    if (!Bounds.isPositive(calls) || !Bounds.isPositive(period) || !Bounds.fits(period, unit)) {
      return; // another rule says so
    }
    Declared declared =
        new Declared(
            calls,
            unit.toNanos(period),
            "calls = " + calls + ", period = " + period + " " + unit,
            limit.place().name());
    Declared first = firstByLimiter.putIfAbsent(limit.limiterName(), declared);
    if (first != null && !first.isSameAs(declared)) {
      findings.add(
          Diagnostic.LIMITS_DISAGREE,
          limit.place().at(limit.limiter()),
          limit.limiterName(),
          first.shown,
          first.place,
          declared.shown,
          declared.place);
    }
  }

  /** Limits as declared somewhere; no elements, which do not outlive their round. */
  private record Declared(int calls, long periodNanos, String shown, String place) {

    boolean isSameAs(Declared other) {
      return calls == other.calls && periodNanos == other.periodNanos;
    }
  }
}
