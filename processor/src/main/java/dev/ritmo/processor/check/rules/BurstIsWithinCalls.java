package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** No more calls go back to back than go in a period. */
public final class BurstIsWithinCalls implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.burst().isWritten() || !limit.calls().isWritten()) {
      return;
    }
    int burst = limit.burst().value();
    int calls = limit.calls().value();
    if (!Bounds.isPositive(burst) || !Bounds.isPositive(calls)) {
      return; // another rule says so
    }
    if (!Bounds.isBurst(burst, calls)) {
      findings.add(Diagnostic.BURST_ABOVE_CALLS, limit.place().at(limit.burst()), calls, burst);
    }
  }
}
