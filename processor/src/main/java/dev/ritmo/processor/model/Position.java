package dev.ritmo.processor.model;

import com.sun.source.util.TreePath;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * The position of a finding: an element, an annotation on it, a value in that, or an expression in
 * the body of the element.
 *
 * @param element the element; null only for {@link #NOWHERE}
 * @param annotation the annotation on the element, if it is the annotation
 * @param value the value in the annotation, if it is the value
 * @param tree the expression, if it is one, which only javac knows
 */
public record Position(
    @Nullable Element element,
    @Nullable AnnotationMirror annotation,
    @Nullable AnnotationValue value,
    @Nullable TreePath tree) {

  /** For findings outside any source. */
  public static final Position NOWHERE = new Position(null, null, null, null);

  /** The annotation as written by users: {@code @RateLimited}; null if it is not an annotation. */
  public @Nullable String shown() {
    return annotation == null
        ? null
        : "@" + annotation.getAnnotationType().asElement().getSimpleName();
  }

  /** The name of the element in its declaration. */
  public static Position of(Element element) {
    return new Position(element, null, null, null);
  }

  /** The annotation on the element, or the value in it. */
  public static Position of(
      Element element, AnnotationMirror annotation, @Nullable AnnotationValue value) {
    return new Position(element, annotation, value, null);
  }

  /** The expression in the body of the element. */
  public static Position of(Element element, TreePath expression) {
    return new Position(element, null, null, expression);
  }
}
