package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** The deadline fits into nanoseconds. */
public final class DeadlineFits implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    long deadline = retry.deadline().value();
    TimeUnit unit = retry.unit().value();
    if (!Bounds.fits(deadline, unit)) {
      findings.add(
          Diagnostic.DEADLINE_TOO_LONG, retry.place().at(retry.deadline()), deadline, unit);
    }
  }
}
