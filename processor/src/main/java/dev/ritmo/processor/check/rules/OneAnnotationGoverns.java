package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Clash;
import dev.ritmo.processor.model.GovernedType;

/** What limits a method or type stands in one place, its own or a composed annotation. */
public final class OneAnnotationGoverns implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    for (Clash clash : type.clashes()) {
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
