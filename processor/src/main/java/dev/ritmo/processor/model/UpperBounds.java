package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** The upper bounds of type variables. */
public final class UpperBounds {

  private UpperBounds() {}

  /** The bounds of the variable, one by one. */
  public static List<? extends TypeMirror> of(TypeVariable variable) {
    TypeMirror bound = variable.getUpperBound();
    if (bound.getKind() == TypeKind.INTERSECTION) {
      return ((IntersectionType) bound).getBounds();
    }
    return isItself(bound, variable)
        ? ((TypeParameterElement) variable.asElement()).getBounds()
        : List.of(bound);
  }

  /** How the Eclipse compiler represents a variable bounded by a class and interfaces. */
  private static boolean isItself(TypeMirror bound, TypeVariable variable) {
    return bound.getKind() == TypeKind.TYPEVAR
        && ((TypeVariable) bound).asElement().equals(variable.asElement());
  }
}
