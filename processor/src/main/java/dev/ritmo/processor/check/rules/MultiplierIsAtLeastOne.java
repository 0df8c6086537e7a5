package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Bounds;

/** The delay does not shrink, and its factor is a number. */
public final class MultiplierIsAtLeastOne implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    if (!Bounds.isMultiplier(retry.multiplier().value())) {
      findings.add(
          Diagnostic.MULTIPLIER_BELOW_ONE,
          retry.place().at(retry.multiplier()),
          retry.multiplier().value());
    }
  }
}
