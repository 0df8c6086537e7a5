package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** No member on the path of a key throws a checked exception, which callers would not expect. */
public final class KeyMembersThrowNothing implements Rule<GovernedMethod> {

  private final Elements elements;
  private final Types types;

  public KeyMembersThrowNothing(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null) {
      return;
    }
    for (KeyStep step : key.steps()) {
      checked(step)
          .ifPresent(
              thrown ->
                  findings.add(
                      Diagnostic.KEY_MEMBER_THROWS,
                      key.at(),
                      method.subject(),
                      step.shown(),
                      thrown));
    }
  }

  private Optional<? extends TypeMirror> checked(KeyStep step) {
    return step.isMethod()
        ? MoreElements.asExecutable(step.member()).getThrownTypes().stream()
            .filter(thrown -> !isA(thrown, "java.lang.RuntimeException"))
            .filter(thrown -> !isA(thrown, "java.lang.Error"))
            .findFirst()
        : Optional.empty();
  }

  private boolean isA(TypeMirror thrown, String type) {
    return types.isSubtype(thrown, elements.getTypeElement(type).asType());
  }
}
