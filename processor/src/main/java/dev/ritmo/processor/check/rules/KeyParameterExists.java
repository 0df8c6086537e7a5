package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.Spelling;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import java.util.List;

/** A key begins with a parameter of its method. */
public final class KeyParameterExists implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null || key.names().isEmpty() || key.parameter() != null) {
      return;
    }
    findings.add(
        Diagnostic.KEY_PARAMETER_UNKNOWN,
        key.at(),
        method.subject(),
        key.missing(),
        hint(key.missing(), key.others()));
  }

  private static String hint(String name, List<String> parameters) {
    return Spelling.closest(name, parameters.stream())
        .map(meant -> " (did you mean " + meant + "?)")
        .orElseGet(() -> parameters.isEmpty() ? "" : " among " + String.join(", ", parameters));
  }
}
