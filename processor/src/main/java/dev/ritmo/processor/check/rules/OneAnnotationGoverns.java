package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Clash;
import dev.ritmo.processor.model.GovernedType;

/**
 * The limits of a method or type come from one place: its own annotations or one composed
 * annotation.
 */
public final class OneAnnotationGoverns implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    for (Clash clash : type.clashes()) {
      if (clash.first().annotation().equals(clash.second().annotation())) {
        continue; // javac reports it: the annotation is not repeatable
      }
      findings.add(
          Diagnostic.GOVERNED_TWICE,
          clash.second().position(),
          clash.second().annotation(),
          clash.second().name(),
          clash.what(),
          clash.first().annotation());
    }
  }
}
