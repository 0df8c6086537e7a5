package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * The work of a call is done when the method returns, and not later, uncounted, when its result is
 * read.
 */
public final class ResultIsThere implements Rule<GovernedMethod> {

  private static final Set<String> LAZY =
      Set.of(
          "java.util.Iterator",
          "java.util.Spliterator",
          "java.util.stream.BaseStream",
          "kotlin.sequences.Sequence");

  private final Types types;

  public ResultIsThere(Types types) {
    this.types = types;
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    TypeMirror type = method.element().getReturnType();
    if (isLazy(type)) {
      findings.add(Diagnostic.RESULT_LAZY, method.position(), method.subject(), type);
    }
  }

  private boolean isLazy(TypeMirror type) {
    if (type.getKind() == TypeKind.DECLARED
        && LAZY.contains(MoreTypes.asTypeElement(type).getQualifiedName().toString())) {
      return true;
    }
    return (type.getKind() == TypeKind.DECLARED || type.getKind() == TypeKind.TYPEVAR)
        && types.directSupertypes(type).stream().anyMatch(this::isLazy);
  }
}
