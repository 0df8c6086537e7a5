package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/** The jitter is a share of the delay, from 0 to 1. */
public final class JitterIsAShare implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (!Bounds.isShare(retry.jitter().value())) {
      findings.add(
          Diagnostic.JITTER_NOT_A_SHARE, retry.place().at(retry.jitter()), retry.jitter().value());
    }
  }
}
