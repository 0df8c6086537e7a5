package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** A burst has at least one call. */
public final class BurstIsPositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.burst().isWritten() && !Bounds.isPositive(limit.burst().value())) {
      findings.add(
          Diagnostic.BURST_NOT_POSITIVE, limit.place().at(limit.burst()), limit.burst().value());
    }
  }
}
