package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.List;

/** A limiter draws on one plan: all annotations of a method or type that name one name the same. */
public final class PlansAgree implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    List<RateLimit> planned =
        limits.all().stream().filter(limit -> limit.plan().isWritten()).toList();
    for (RateLimit limit : planned) {
      String first = planned.get(0).plan().value();
      if (!limit.plan().value().equals(first)) {
        findings.add(
            Diagnostic.PLANS_DISAGREE,
            limit.place().at(limit.plan()),
            limits.place().name(),
            first,
            limit.plan().value());
      }
    }
  }
}
