package dev.ritmo.processor.read;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The governed methods of any type, of this compilation or of a library. It keeps elements, so it
 * is valid for one round only.
 */
final class GovernedMethods {

  private final GovernedTypeReader reader;
  private final Map<TypeElement, List<GovernedMethod>> byType = new HashMap<>();

  GovernedMethods(GovernedTypeReader reader) {
    this.reader = reader;
  }

  List<GovernedMethod> in(TypeElement type) {
    return byType.computeIfAbsent(type, this::read);
  }

  /** The governed method for a method; null if it is not governed. */
  @Nullable GovernedMethod find(ExecutableElement method) {
    Element type = method.getEnclosingElement();
    return in(MoreElements.asType(type)).stream()
        .filter(governed -> governed.element().equals(method))
        .findFirst()
        .orElse(null);
  }

  private List<GovernedMethod> read(TypeElement type) {
    return mayBeGoverned(type) ? reader.read(type).methods() : List.of();
  }

  /** The type, if it or one of its methods is annotated. */
  Stream<GovernedType> typeIn(TypeElement type) {
    return mayBeGoverned(type) ? Stream.of(reader.read(type)) : Stream.empty();
  }

  /** Most types have no annotations except those of Java itself, and are not read. */
  private static boolean mayBeGoverned(TypeElement type) {
    return type.getKind() != ElementKind.ANNOTATION_TYPE
        && !isOfJava(type)
        && Stream.concat(
                Stream.of(type), ElementFilter.methodsIn(type.getEnclosedElements()).stream())
            .flatMap(element -> element.getAnnotationMirrors().stream())
            .anyMatch(annotation -> !isOfJava(annotation))
        && WellFormed.is(type);
  }

  private static boolean isOfJava(AnnotationMirror annotation) {
    return isOfJava(MoreTypes.asTypeElement(annotation.getAnnotationType()));
  }

  private static boolean isOfJava(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("java.");
  }
}
