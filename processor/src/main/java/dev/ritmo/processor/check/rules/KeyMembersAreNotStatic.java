package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import javax.lang.model.element.Modifier;

/** A key can differ from call to call, so no member on its path is static. */
public final class KeyMembersAreNotStatic implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null) {
      return;
    }
    for (KeyStep step : key.steps()) {
      if (step.member().getModifiers().contains(Modifier.STATIC)) {
        findings.add(Diagnostic.KEY_MEMBER_STATIC, key.at(), method.subject(), step.shown());
      }
    }
  }
}
