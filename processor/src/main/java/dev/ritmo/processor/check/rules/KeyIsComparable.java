package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Equality;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Keys have suitable equals and hashCode methods, as far as their type tells. */
public final class KeyIsComparable implements Rule<GovernedMethod> {

  private final Equality equality;

  public KeyIsComparable(Elements elements, Types types) {
    equality = new Equality(elements, types);
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null || !key.isResolved()) {
      return;
    }
    TypeMirror type = key.type();
    if (type != null) {
      equality
          .flaw(type)
          .ifPresent(
              flaw ->
                  findings.add(
                      Diagnostic.KEY_NOT_COMPARABLE, key.at(), method.subject(), type, flaw));
    }
  }
}
