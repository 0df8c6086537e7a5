package dev.ritmo.processor.model;

import com.google.auto.common.MoreTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** The classes that an implementation of an interface has to name. */
public final class NamedTypes {

  private final Set<TypeElement> found = new LinkedHashSet<>();

  private NamedTypes() {}

  /** The classes in the methods of a decorator, and in the bounds of its type parameters. */
  public static Set<TypeElement> in(Decorator decorator) {
    NamedTypes types = new NamedTypes();
    decorator
        .of()
        .element()
        .getTypeParameters()
        .forEach(parameter -> types.addAll(parameter.getBounds()));
    for (DecoratedMethod method : decorator.methods()) {
      method.type().getTypeVariables().forEach(each -> types.addAll(UpperBounds.of(each)));
      types.add(method.type().getReturnType());
      types.addAll(method.type().getParameterTypes());
      types.addAll(method.thrown());
    }
    return types.found;
  }

  private void addAll(List<? extends TypeMirror> types) {
    types.forEach(this::add);
  }

  /** Nothing for a type variable, because its bounds are named where it is declared. */
  private void add(@Nullable TypeMirror type) {
    if (type == null) {
      return;
    }
    switch (type.getKind()) {
      case DECLARED -> {
        found.add(MoreTypes.asTypeElement(type));
        add(((DeclaredType) type).getEnclosingType());
        addAll(((DeclaredType) type).getTypeArguments());
      }
      case ARRAY -> add(MoreTypes.asArray(type).getComponentType());
      case INTERSECTION -> addAll(((IntersectionType) type).getBounds());
      case WILDCARD -> {
        add(((WildcardType) type).getExtendsBound());
        add(((WildcardType) type).getSuperBound());
      }
      default -> {}
    }
  }
}
