package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.List;
import javax.lang.model.element.Modifier;

/** There is something to weave. */
public final class MethodHasBody implements Rule<GovernedMethod> {

  private static final List<Modifier> BODILESS = List.of(Modifier.ABSTRACT, Modifier.NATIVE);

  @Override
  public void check(GovernedMethod method, Findings findings) {
    for (Modifier bodiless : BODILESS) {
      if (method.element().getModifiers().contains(bodiless)) {
        findings.add(Diagnostic.METHOD_WITHOUT_BODY, method.position(), method.subject(), bodiless);
      }
    }
  }
}
