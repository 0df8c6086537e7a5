package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.UpperBounds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/**
 * Knows the types that certainly hold text: text itself, messages of clients, and arrays or
 * collections of these.
 */
final class TextTypes {

  private static final Set<String> TEXT =
      Set.of(
          "java.lang.CharSequence",
          "dev.langchain4j.data.message.ChatMessage",
          "dev.langchain4j.data.message.Content",
          "dev.langchain4j.data.segment.TextSegment",
          "dev.langchain4j.model.chat.request.ChatRequest",
          "dev.langchain4j.model.input.Prompt");

  private static final Set<String> MANY = Set.of("java.lang.Iterable", "java.util.Optional");

  private final Types types;

  TextTypes(Types types) {
    this.types = types;
  }

  boolean holdsText(TypeMirror type) {
    return type.getKind() == TypeKind.ARRAY
        ? holdsText(MoreTypes.asArray(type).getComponentType())
        : declared(type).anyMatch(this::isText);
  }

  private boolean isText(DeclaredType type) {
    String name = MoreTypes.asTypeElement(type).getQualifiedName().toString();
    if (TEXT.contains(name)) {
      return true;
    }
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (MANY.contains(name)) {
      return !arguments.isEmpty() && holdsText(arguments.get(0));
    }
    return types.directSupertypes(type).stream().anyMatch(this::holdsText);
  }

  /** The known supertypes of a type; a bound that refers to itself ends at its class. */
  private static Stream<DeclaredType> declared(TypeMirror type) {
    return switch (type.getKind()) {
      case DECLARED -> Stream.of(MoreTypes.asDeclared(type));
      case TYPEVAR -> UpperBounds.of((TypeVariable) type).stream().flatMap(TextTypes::declared);
      case INTERSECTION ->
          ((IntersectionType) type).getBounds().stream().flatMap(TextTypes::declared);
      case WILDCARD -> {
        TypeMirror bound = ((WildcardType) type).getExtendsBound();
        yield bound == null ? Stream.empty() : declared(bound);
      }
      default -> Stream.empty();
    };
  }
}
