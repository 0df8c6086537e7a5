package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;

/** There is a second attempt. */
public final class SomethingIsRetried implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (retry.maxAttempts().value() == 1) {
      findings.add(Diagnostic.NOTHING_RETRIED, retry.place().at(retry.maxAttempts()));
    }
  }
}
