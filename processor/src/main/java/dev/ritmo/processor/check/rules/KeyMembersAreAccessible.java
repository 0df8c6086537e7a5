package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;

/**
 * The generated class, in the package of the governed method, can access the members on the path of
 * a key.
 */
public final class KeyMembersAreAccessible implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null) {
      return;
    }
    Reach reach = Reach.from(method.element());
    reach
        .obstacle(key)
        .ifPresent(
            obstacle ->
                findings.add(
                    Diagnostic.KEY_MEMBER_INACCESSIBLE,
                    key.at(),
                    method.subject(),
                    reach.shown(),
                    obstacle));
  }
}
