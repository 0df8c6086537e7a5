package dev.ritmo.processor.check.rules;

import com.google.auto.common.Visibility;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import javax.lang.model.element.Modifier;

/** An interface with governed abstract methods can be implemented by the class generated for it. */
public final class InterfaceIsOpen implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    if (!type.isDecorated()) {
      return;
    }
    if (type.element().getModifiers().contains(Modifier.SEALED)) {
      report(type, "is sealed", findings);
    } else if (Visibility.effectiveVisibilityOfElement(type.element()) == Visibility.PRIVATE) {
      report(type, "is private", findings);
    }
  }

  private static void report(GovernedType type, String found, Findings findings) {
    findings.add(Diagnostic.INTERFACE_CLOSED, type.position(), type.name(), found);
  }
}
