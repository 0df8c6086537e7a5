package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RetryDelays;
import java.util.concurrent.TimeUnit;

/** The first delay ends before the deadline. */
public final class DeadlineLeavesARetry implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (!Schedule.isSound(retry)) {
      return; // another rule reports it
    }
    long first = RetryDelays.of(retry).initialNanos();
    long deadline = retry.deadline().value();
    TimeUnit unit = retry.unit().value();
    if (unit.toNanos(deadline) < first) {
      findings.add(
          Diagnostic.DEADLINE_BEFORE_RETRY,
          retry.place().at(retry.deadline()),
          Durations.shown(first),
          deadline,
          unit);
    }
  }
}
