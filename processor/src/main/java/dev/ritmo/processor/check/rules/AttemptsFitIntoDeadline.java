package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/**
 * The written number of attempts can start before the deadline, if each fails at once. Only an
 * explicit maxAttempts is checked; with the default, the deadline alone is assumed to be intended.
 */
public final class AttemptsFitIntoDeadline implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    int attempts = retry.maxAttempts().value();
    if (!retry.maxAttempts().isWritten()
        || !Bounds.isPositive(attempts)
        || !Schedule.isSound(retry)) {
      return;
    }
    Schedule.of(retry)
        .firstLate()
        // An earlier rule reports a deadline that leaves no retry at all.
        .filter(late -> late.attempt() > 2 && late.attempt() <= attempts)
        .ifPresent(
            late ->
                findings.add(
                    Diagnostic.ATTEMPTS_BEYOND_DEADLINE,
                    retry.place().at(retry.maxAttempts()),
                    retry.deadline().value(),
                    retry.unit().value(),
                    attempts,
                    late.attempt(),
                    Durations.shown(late.nanos()),
                    late.attempt() - 1));
  }
}
