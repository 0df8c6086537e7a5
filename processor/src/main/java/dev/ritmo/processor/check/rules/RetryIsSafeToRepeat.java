package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;

/** A retried method can be repeated, as far as its declaration tells. */
public final class RetryIsSafeToRepeat implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    if (!Repetition.isRetried(method)) {
      return;
    }
    Repetition.of(method)
        .ifPresent(
            again ->
                findings.add(Diagnostic.REPEAT_UNSAFE, method.position(), method.subject(), again));
  }
}
