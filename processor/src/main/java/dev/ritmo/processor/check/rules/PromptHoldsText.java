package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Position;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A prompt holds text, not a number, a boolean, or an array of these. */
public final class PromptHoldsText implements Rule<GovernedMethod> {

  private final Elements elements;
  private final Types types;

  public PromptHoldsText(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    for (VariableElement parameter : method.arguments().marked()) {
      TypeMirror type = parameter.asType();
      if (isNumber(type)) {
        findings.add(
            Diagnostic.PROMPT_WITHOUT_TEXT,
            Position.of(parameter),
            parameter.getSimpleName(),
            type);
      }
    }
  }

  private boolean isNumber(TypeMirror type) {
    return switch (type.getKind()) {
      case ARRAY -> isNumber(MoreTypes.asArray(type).getComponentType());
      case DECLARED -> isA(type, "java.lang.Number") || isA(type, "java.lang.Boolean");
      default -> type.getKind().isPrimitive();
    };
  }

  private boolean isA(TypeMirror type, String name) {
    return types.isSubtype(type, elements.getTypeElement(name).asType());
  }
}
