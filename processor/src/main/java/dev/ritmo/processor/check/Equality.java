package dev.ritmo.processor.check;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.UpperBounds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Whether equal content makes values of a type equal. A type that leaves this to its subtypes, such
 * as {@code Object}, an abstract class or most interfaces, is accepted.
 */
public final class Equality {

  /** Types of objects that are consumed, closed or waited for, and never equal to another. */
  private static final Set<String> IDENTITIES =
      Set.of(
          "java.lang.AutoCloseable",
          "java.util.Enumeration",
          "java.util.Iterator",
          "java.util.Spliterator",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow.Publisher",
          "java.util.concurrent.Future",
          "org.reactivestreams.Publisher");

  /** Types whose values are compared by identity, whatever their content. */
  private static final Set<String> UNSPECIFIED =
      Set.of(
          "java.lang.CharSequence",
          "java.lang.Iterable",
          "java.util.Collection",
          "java.util.Queue",
          "java.util.Deque");

  private final Elements elements;
  private final Types types;

  public Equality(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Why values are not comparable, if so. */
  public Optional<String> flaw(TypeMirror type) {
    return switch (type.getKind()) {
      case ARRAY -> Optional.of("is an array, which equals only itself");
      case DECLARED -> flaw(MoreTypes.asTypeElement(type));
      case TYPEVAR -> firstFlaw(UpperBounds.of((TypeVariable) type));
      case INTERSECTION -> firstFlaw(((IntersectionType) type).getBounds());
      default -> Optional.empty();
    };
  }

  private Optional<String> firstFlaw(List<? extends TypeMirror> bounds) {
    return bounds.stream().map(this::flaw).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> flaw(TypeElement type) {
    String name = type.getQualifiedName().toString();
    if (UNSPECIFIED.contains(name)) {
      return Optional.of("does not say what equals compares");
    }
    if (name.equals("java.net.URL")) {
      return Optional.of("asks the network when it is compared");
    }
    if (isValue(type)) {
      return Optional.empty();
    }
    boolean isLeftOpen = type.getKind().isInterface() || isAbstractOrObject(type);
    boolean isIdentity =
        IDENTITIES.stream()
            .map(elements::getTypeElement)
            .anyMatch(other -> other != null && isSubtype(type, other));
    return isIdentity || !isLeftOpen
        ? Optional.of("does not override equals and hashCode")
        : Optional.empty();
  }

  /** Enum constants and classes are unique, so identity is equality. */
  private boolean isValue(TypeElement type) {
    return type.getKind() == ElementKind.ENUM
        || type.getKind() == ElementKind.RECORD
        || type.getQualifiedName().contentEquals("java.lang.Class")
        || (overrides(type, "equals", 1) && overrides(type, "hashCode", 0));
  }

  /** Whether the type, or a class above it other than Object, has the method. */
  private boolean overrides(TypeElement type, String name, int parameters) {
    return methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> method.getSimpleName().contentEquals(name))
        .filter(method -> method.getParameters().size() == parameters)
        .filter(method -> !method.getModifiers().contains(Modifier.ABSTRACT))
        .filter(method -> parameters == 0 || takesAnything(method))
        .anyMatch(method -> !isObject(MoreElements.asType(method.getEnclosingElement()).asType()));
  }

  private boolean takesAnything(ExecutableElement equals) {
    return isObject(equals.getParameters().get(0).asType());
  }

  private boolean isAbstractOrObject(TypeElement type) {
    return type.getModifiers().contains(Modifier.ABSTRACT) || isObject(type.asType());
  }

  private static boolean isObject(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        && MoreTypes.asTypeElement(type).getQualifiedName().contentEquals("java.lang.Object");
  }

  private boolean isSubtype(TypeElement type, TypeElement other) {
    return types.isSubtype(types.erasure(type.asType()), types.erasure(other.asType()));
  }
}
