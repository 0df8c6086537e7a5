package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;

/** A plan limits an account over all calls, so it is not combined with a key. */
public final class PlanHoldsForAllCalls implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.plan().isWritten() && limit.isKeyed()) {
      findings.add(
          Diagnostic.PLAN_WITH_KEY,
          limit.place().at(limit.plan()),
          limit.plan().value(),
          limit.key().value());
    }
  }
}
