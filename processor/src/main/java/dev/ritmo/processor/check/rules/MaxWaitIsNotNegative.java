package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** The maximum wait, if written, is not negative. */
public final class MaxWaitIsNotNegative implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.maxWait().isWritten() && !Bounds.isNotNegative(limit.maxWait().value())) {
      findings.add(
          Diagnostic.MAX_WAIT_NEGATIVE, limit.place().at(limit.maxWait()), limit.maxWait().value());
    }
  }
}
