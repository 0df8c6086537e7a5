package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/** What is added to a delay is a share of it. */
public final class JitterIsAShare implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (!Bounds.isShare(retry.jitter().value())) {
      findings.add(
          Diagnostic.JITTER_NOT_A_SHARE, retry.place().at(retry.jitter()), retry.jitter().value());
    }
  }
}
