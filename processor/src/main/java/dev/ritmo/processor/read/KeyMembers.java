package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.fieldsIn;
import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
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

/** The members of types that a key can lead along. */
final class KeyMembers {

  private final Elements elements;
  private final Types types;

  KeyMembers(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** The types that a value of this type surely has; none for primitives and arrays. */
  List<DeclaredType> declaredTypes(TypeMirror type) {
    return declared(type).toList();
  }

  private Stream<DeclaredType> declared(TypeMirror type) {
    return switch (type.getKind()) {
      case DECLARED -> Stream.of(MoreTypes.asDeclared(type));
      case TYPEVAR -> declared(((TypeVariable) type).getUpperBound());
      case INTERSECTION -> ((IntersectionType) type).getBounds().stream().flatMap(this::declared);
      case WILDCARD -> {
        TypeMirror bound = ((WildcardType) type).getExtendsBound();
        yield bound == null ? Stream.empty() : declared(bound);
      }
      default -> Stream.empty();
    };
  }

  /** The member of that name: a method without parameters before a field. */
  Optional<Element> find(TypeElement type, String name) {
    return all(type).filter(member -> member.getSimpleName().contentEquals(name)).findFirst();
  }

  /** The names of all members of a type that could be meant. */
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

  /** What a member gives, asked for on a type. */
  TypeMirror typeOf(Element member, DeclaredType on) {
    TypeMirror type = types.asMemberOf((DeclaredType) types.capture(on), member);
    return type.getKind() == TypeKind.EXECUTABLE ? ((ExecutableType) type).getReturnType() : type;
  }

  /** The type with all its arguments left open, as a cast can name it without a warning. */
  DeclaredType open(DeclaredType type) {
    TypeElement element = MoreTypes.asTypeElement(type);
    TypeMirror[] any =
        element.getTypeParameters().stream()
            .map(parameter -> types.getWildcardType(null, null))
            .toArray(TypeMirror[]::new);
    TypeMirror around = type.getEnclosingType();
    return around.getKind() == TypeKind.DECLARED
        ? types.getDeclaredType(open((DeclaredType) around), element, any)
        : types.getDeclaredType(element, any);
  }

  /** What of a type has the members of another; null if nothing. */
  @Nullable DeclaredType as(TypeMirror type, DeclaredType other) {
    return declared(type)
        .filter(own -> types.isSubtype(types.erasure(own), types.erasure(other)))
        .findFirst()
        .orElse(null);
  }
}
