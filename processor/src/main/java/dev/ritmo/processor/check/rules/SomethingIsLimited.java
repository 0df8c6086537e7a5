package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;

/** Every annotation limits something. */
public final class SomethingIsLimited implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    if (limits.all().isEmpty()) {
      report(limits.place(), findings);
    }
    for (RateLimit limit : limits.all()) {
      // A burst without calls is reported as such: the calls were probably forgotten.
      if (!limit.limitsAnything() && !limit.plan().isWritten() && !limit.burst().isWritten()) {
        report(limit.place(), findings);
      }
    }
  }

  private static void report(Place place, Findings findings) {
    findings.add(
        Diagnostic.NO_LIMIT,
        place.position(),
        place.annotation(),
        Dimension.words(),
        Dimension.wordsPerPeriod());
  }
}
