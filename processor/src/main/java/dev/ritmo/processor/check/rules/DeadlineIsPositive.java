package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/** The deadline, if it is written, leaves some time. */
public final class DeadlineIsPositive implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (retry.deadline().isWritten() && !Bounds.isPositive(retry.deadline().value())) {
      findings.add(
          Diagnostic.DEADLINE_NOT_POSITIVE,
          retry.place().at(retry.deadline()),
          retry.deadline().value());
    }
  }
}
