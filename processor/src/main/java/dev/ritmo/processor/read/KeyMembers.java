package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.fieldsIn;
import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.UpperBounds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The members of types that can be on the path of a key. */
final class KeyMembers {

  private final Elements elements;
  private final Types types;

  KeyMembers(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** The types that a value of this type certainly has; empty for primitives and arrays. */
  List<DeclaredType> declaredTypes(TypeMirror type) {
    return declared(type).toList();
  }

  private Stream<DeclaredType> declared(TypeMirror type) {
    return switch (type.getKind()) {
      case DECLARED -> Stream.of(MoreTypes.asDeclared(type));
      case TYPEVAR -> UpperBounds.of((TypeVariable) type).stream().flatMap(this::declared);
      case INTERSECTION -> ((IntersectionType) type).getBounds().stream().flatMap(this::declared);
      case WILDCARD -> {
        TypeMirror bound = ((WildcardType) type).getExtendsBound();
        yield bound == null ? Stream.empty() : declared(bound);
      }
      default -> Stream.empty();
    };
  }

  /** The member of this name: a method without parameters before a field. */
  Optional<Element> find(TypeElement type, String name) {
    return all(type)
        .filter(member -> member.getSimpleName().contentEquals(name))
        .reduce((one, other) -> hides(other, one) ? other : one);
  }

  /** Whether it is a field in a subclass of another field's class. */
  private boolean hides(Element member, Element other) {
    return member.getKind() == ElementKind.FIELD
        && other.getKind() == ElementKind.FIELD
        && types.isSubtype(declaring(member), declaring(other));
  }

  private TypeMirror declaring(Element field) {
    return types.erasure(Objects.requireNonNull(field.getEnclosingElement()).asType());
  }

  /** The names of all members of a type that could be intended. */
  List<String> names(TypeMirror type) {
    return declared(type)
        .flatMap(owner -> all(MoreTypes.asTypeElement(owner)))
        .filter(member -> !member.getModifiers().contains(Modifier.PRIVATE))
        .map(member -> member.getSimpleName().toString())
        .toList();
  }

  private Stream<Element> all(TypeElement type) {
    List<? extends Element> members = elements.getAllMembers(type);
    Stream<ExecutableElement> methods =
        methodsIn(members).stream().filter(method -> method.getParameters().isEmpty());
    return Stream.concat(methods, fieldsIn(members).stream());
  }

  /** The type of a member, as a member of a type. */
  TypeMirror typeOf(Element member, DeclaredType on) {
    TypeMirror type = types.asMemberOf(captured(on), member);
    return type.getKind() == TypeKind.EXECUTABLE ? ((ExecutableType) type).getReturnType() : type;
  }

  /** The type with wildcards for all its arguments, so that a cast to it gives no warning. */
  DeclaredType open(DeclaredType type) {
    TypeElement element = MoreTypes.asTypeElement(type);
    TypeMirror[] any =
        element.getTypeParameters().stream()
            .map(parameter -> types.getWildcardType(null, null))
            .toArray(TypeMirror[]::new);
    return around(type)
        .map(around -> types.getDeclaredType(open(around), element, any))
        .orElseGet(() -> types.getDeclaredType(element, any));
  }

  /** The type with a captured type for each wildcard. */
  private DeclaredType captured(DeclaredType type) {
    try {
      return (DeclaredType) types.capture(type);
    } catch (UnsupportedOperationException e) {
      return bounded(type); // the Eclipse compiler cannot
    }
  }

  /** The type with its bound for each wildcard; equivalent as long as values are only read. */
  private DeclaredType bounded(DeclaredType type) {
    TypeElement element = MoreTypes.asTypeElement(type);
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    TypeMirror[] bounds =
        IntStream.range(0, arguments.size())
            .mapToObj(i -> bound(arguments.get(i), element.getTypeParameters().get(i)))
            .toArray(TypeMirror[]::new);
    boolean isRaw = bounds.length < element.getTypeParameters().size();
    return isRaw
        ? type
        : around(type)
            .map(around -> types.getDeclaredType(bounded(around), element, bounds))
            .orElseGet(() -> types.getDeclaredType(element, bounds));
  }

  private TypeMirror bound(TypeMirror argument, TypeParameterElement parameter) {
    if (argument.getKind() != TypeKind.WILDCARD) {
      return argument;
    }
    TypeMirror bound = ((WildcardType) argument).getExtendsBound();
    return bound == null ? types.erasure(parameter.asType()) : bound;
  }

  /** The enclosing type of an inner class; the Eclipse compiler has one for others as well. */
  private static Optional<DeclaredType> around(DeclaredType type) {
    TypeMirror around = type.getEnclosingType();
    boolean isStatic = type.asElement().getModifiers().contains(Modifier.STATIC);
    return isStatic || around.getKind() != TypeKind.DECLARED
        ? Optional.empty()
        : Optional.of((DeclaredType) around);
  }

  /** The supertype of a type that has the members of another; null if there is none. */
  @Nullable DeclaredType as(TypeMirror type, DeclaredType other) {
    return declared(type)
        .filter(own -> types.isSubtype(types.erasure(own), types.erasure(other)))
        .findFirst()
        .orElse(null);
  }
}
