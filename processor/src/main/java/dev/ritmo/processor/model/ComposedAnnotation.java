package dev.ritmo.processor.model;

import static java.util.stream.Collectors.joining;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * An annotation type that carries some of our annotations, and governs what it is put on.
 *
 * @param element the annotation type
 * @param carried the annotations it carries, as written by users: {@code @RateLimited}
 * @param deeper another annotation on it that carries some of ours; null if there is none, as there
 *     should be
 * @param overriding its elements that override those of what it carries
 * @param rateLimits the limits it carries, with the defaults of its own elements; empty if an
 *     element has no default, so that only uses can be checked
 * @param retries likewise
 * @param use where it is used, if it was declared in another compilation
 */
public record ComposedAnnotation(
    TypeElement element,
    List<String> carried,
    @Nullable AnnotationMirror deeper,
    List<OverridingElement> overriding,
    List<RateLimits> rateLimits,
    List<Retry> retries,
    @Nullable Position use) {

  /** Its description for users: {@code @OpenAiCall (with @RateLimited)}. */
  public String shown() {
    String name = "@" + element.getSimpleName();
    return carried.isEmpty()
        ? name
        : name + carried.stream().distinct().collect(joining(" and ", " (with ", ")"));
  }

  /** Its name in its declaration; its use if the declaration is in another compilation. */
  public Position position() {
    return at(element);
  }

  /** A part of its declaration; its use if the declaration is in another compilation. */
  public Position at(Element part) {
    return use == null ? Position.of(part) : use;
  }

  /** An annotation on its declaration; its use if the declaration is in another compilation. */
  public Position at(AnnotationMirror annotation) {
    return use == null ? Position.of(element, annotation, null) : use;
  }
}
