package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import javax.lang.model.element.Modifier;

/** No caller waits for admission while it holds the monitor, as woven code would. */
public final class MethodIsNotSynchronized implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    if (method.element().getModifiers().contains(Modifier.SYNCHRONIZED)) {
      findings.add(Diagnostic.METHOD_SYNCHRONIZED, method.position(), method.subject());
    }
  }
}
