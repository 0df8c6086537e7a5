package dev.ritmo.processor.model;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a finding points at: an element, an annotation on it, or a value in that.
 *
 * @param element the element; null only for {@link #NOWHERE}
 * @param annotation the annotation on the element, if it is the annotation
 * @param value the value in the annotation, if it is the value
 */
public record Position(
    @Nullable Element element,
    @Nullable AnnotationMirror annotation,
    @Nullable AnnotationValue value) {

  /** For what belongs to no source. */
  public static final Position NOWHERE = new Position(null, null, null);

  /** The annotation as users write it: {@code @RateLimited}; null if it is no annotation. */
  public @Nullable String shown() {
    return annotation == null
        ? null
        : "@" + annotation.getAnnotationType().asElement().getSimpleName();
  }

  /** The name of the element in its declaration. */
  public static Position of(Element element) {
    return new Position(element, null, null);
  }
}
