package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.ComposedAnnotation;
import dev.ritmo.processor.model.OverridingElement;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Finds annotations that carry ours, and reads them. */
public final class ComposedAnnotationReader {

  private ComposedAnnotationReader() {}

  /** Whether the annotation type, not itself one of ours, carries any of ours at any depth. */
  public static boolean carriesOurs(TypeElement annotation) {
    return !isOurs(annotation) && carriesOurs(annotation, new HashSet<>());
  }

  /** An annotation of this compilation, with its findings at its declaration. */
  public static ComposedAnnotation declared(TypeElement annotation) {
    return read(annotation, null);
  }

  /** An annotation of another compilation, with its findings where it is used. */
  public static ComposedAnnotation usedOn(Element element, TypeElement annotation) {
    Position use =
        element.getAnnotationMirrors().stream()
            .filter(mirror -> mirror.getAnnotationType().asElement().equals(annotation))
            .map(mirror -> Position.of(element, mirror, null))
            .findFirst()
            .orElseGet(() -> Position.of(element));
    return read(annotation, use);
  }

  private static ComposedAnnotation read(TypeElement annotation, @Nullable Position use) {
    String name = annotation.getQualifiedName().toString();
    List<OverridingElement> overriding = Composition.overridingElements(annotation);
    boolean complete =
        overriding.stream().allMatch(element -> element.element().getDefaultValue() != null);
    List<RateLimits> limits = AnnotationReader.rateLimits(annotation, name);
    List<Retry> retries = AnnotationReader.retries(annotation, name);
    return new ComposedAnnotation(
        annotation,
        Composition.carriedBy(annotation).stream().map(ComposedAnnotationReader::shown).toList(),
        deeper(annotation),
        overriding,
        complete && use == null ? limits : List.of(),
        complete && use == null ? retries : List.of(),
        use);
  }

  private static @Nullable AnnotationMirror deeper(TypeElement annotation) {
    return annotation.getAnnotationMirrors().stream()
        .filter(mirror -> carriesOurs(MoreTypes.asTypeElement(mirror.getAnnotationType())))
        .findFirst()
        .orElse(null);
  }

  private static boolean carriesOurs(TypeElement annotation, Set<TypeElement> seen) {
    if (!seen.add(annotation)) {
      return false;
    }
    for (AnnotationMirror mirror : annotation.getAnnotationMirrors()) {
      TypeElement carried = MoreTypes.asTypeElement(mirror.getAnnotationType());
      if (isOurs(carried) || carriesOurs(carried, seen)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(TypeElement annotation) {
    return AnnotationNames.GOVERNING.contains(annotation.getQualifiedName().toString());
  }

  private static String shown(AnnotationMirror mirror) {
    return "@" + mirror.getAnnotationType().asElement().getSimpleName();
  }
}
