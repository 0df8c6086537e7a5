package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import javax.lang.model.type.TypeKind;

/** Every member on the path of a key has a value. */
public final class KeyMembersGiveValues implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null) {
      return;
    }
    for (KeyStep step : key.steps()) {
      if (step.type().getKind() == TypeKind.VOID) {
        findings.add(Diagnostic.KEY_MEMBER_VOID, key.at(), method.subject(), step.shown());
      }
    }
  }
}
