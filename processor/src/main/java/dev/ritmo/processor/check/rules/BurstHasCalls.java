package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;

/** There are calls for a burst to spread. */
public final class BurstHasCalls implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.burst().isWritten() && !limit.limits(Dimension.CALLS)) {
      findings.add(Diagnostic.BURST_WITHOUT_CALLS, limit.place().at(limit.burst()));
    }
  }
}
