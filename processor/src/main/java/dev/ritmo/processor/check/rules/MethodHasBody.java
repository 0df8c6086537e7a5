package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/** There is something to weave. */
public final class MethodHasBody implements Rule<GovernedMethod> {

  private static final List<Modifier> BODILESS = List.of(Modifier.ABSTRACT, Modifier.NATIVE);

  /** The methods that a decorator does not delegate, or not as the method of the interface. */
  private static final Set<String> OF_OBJECT =
      Set.of("equals(java.lang.Object)", "hashCode()", "toString()");

  @Override
  public void check(GovernedMethod method, Findings findings) {
    for (Modifier bodiless : BODILESS) {
      if (method.element().getModifiers().contains(bodiless) && !isDecorated(method)) {
        findings.add(Diagnostic.METHOD_WITHOUT_BODY, method.position(), method.subject(), bodiless);
      }
    }
  }

  /** Whether the decorator of an interface has a body for it. */
  private static boolean isDecorated(GovernedMethod method) {
    Element type = method.element().getEnclosingElement();
    return type != null
        && type.getKind() == ElementKind.INTERFACE
        && !OF_OBJECT.contains(method.signature());
  }
}
