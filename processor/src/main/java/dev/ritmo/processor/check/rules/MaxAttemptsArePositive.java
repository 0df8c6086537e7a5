package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/** The first attempt is allowed. */
public final class MaxAttemptsArePositive implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (!Bounds.isPositive(retry.maxAttempts().value())) {
      findings.add(
          Diagnostic.MAX_ATTEMPTS_NOT_POSITIVE,
          retry.place().at(retry.maxAttempts()),
          retry.maxAttempts().value());
    }
  }
}
