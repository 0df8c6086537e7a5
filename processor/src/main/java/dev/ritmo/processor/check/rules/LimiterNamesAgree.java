package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;

/** All annotations of a method or type that name their limiter name the same. */
public final class LimiterNamesAgree implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    String first = limits.limiterName();
    for (RateLimit limit : limits.all()) {
      if (limit.isNamed() && !limit.limiter().value().equals(first)) {
        findings.add(
            Diagnostic.LIMITER_NAMES_DISAGREE,
            limit.place().at(limit.limiter()),
            limits.place().name(),
            first,
            limit.limiter().value());
      }
    }
  }
}
