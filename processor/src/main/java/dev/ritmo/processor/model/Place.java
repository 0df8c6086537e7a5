package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * One of our annotations and its place.
 *
 * @param annotation as written by users: {@code @RateLimited}
 * @param element the method or type that carries it
 * @param mirror the annotation
 * @param name the name of the type, or of the method with its parameter types, which is also the
 *     default name of its limiter: {@code com.acme.Summaries.summarize(String)}
 * @param overriding on an annotation type, the elements of that type whose defaults replace its
 *     values
 */
public record Place(
    String annotation,
    Element element,
    AnnotationMirror mirror,
    String name,
    List<ExecutableElement> overriding) {

  public Place(String annotation, Element element, AnnotationMirror mirror, String name) {
    this(annotation, element, mirror, name, List.of());
  }

  /** Whether it is on a type, and so governs the methods in it. */
  public boolean isType() {
    return element.getKind().isClass() || element.getKind().isInterface();
  }

  /** The annotation. */
  public Position position() {
    return Position.of(element, mirror, null);
  }

  /** The value in the annotation, or the annotation if the value is a default. */
  public Position at(Setting<?> setting) {
    return at(setting.written());
  }

  /**
   * The value in the annotation, or the annotation if it has none, because the values of a composed
   * annotation are elsewhere.
   */
  public Position at(@Nullable AnnotationValue value) {
    for (ExecutableElement other : overriding) {
      if (value != null && value.equals(other.getDefaultValue())) {
        return Position.of(other);
      }
    }
    return Position.of(element, mirror, value);
  }
}
