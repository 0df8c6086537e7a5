package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Overriding;

/** A governed method does not go through another governed one that it overrides. */
public final class OverrideIsChargedOnce implements Rule<Overriding> {

  @Override
  public void check(Overriding method, Findings findings) {
    GovernedMethod governed = method.governed();
    if (governed != null && method.callsSuper().orElse(false)) {
      findings.add(
          Diagnostic.CHARGED_TWICE,
          governed.position(),
          governed.subject(),
          method.overriddenName());
    }
  }
}
