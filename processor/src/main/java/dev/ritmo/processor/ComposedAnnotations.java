package dev.ritmo.processor;

import com.google.auto.common.MoreElements;
import com.google.common.collect.ImmutableSetMultimap;
import dev.ritmo.processor.model.ComposedAnnotation;
import dev.ritmo.processor.read.ComposedAnnotationReader;
import dev.ritmo.processor.read.WellFormed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * The annotations of a compilation that carry ours. Found among the few annotations that a round
 * uses, so that no class has to be searched.
 */
final class ComposedAnnotations {

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> read = new HashSet<>();

  /** Adds those of a round, at whatever depth they carry ours. */
  void look(Set<? extends TypeElement> annotations) {
    for (TypeElement annotation : annotations) {
      if (ComposedAnnotationReader.carriesOurs(annotation)) {
        names.add(annotation.getQualifiedName().toString());
      }
    }
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  /**
   * Each of them once: those declared in this compilation, then those of other compilations that
   * are used here.
   *
   * @param annotated the elements by the names of the annotations on them
   */
  List<ComposedAnnotation> read(ImmutableSetMultimap<String, Element> annotated) {
    List<ComposedAnnotation> found = new ArrayList<>();
    Map<String, ComposedAnnotation> used = new LinkedHashMap<>();
    annotated.forEach(
        (name, element) -> {
          if (element.getKind() == ElementKind.ANNOTATION_TYPE) {
            TypeElement annotation = MoreElements.asType(element);
            if (read.add(annotation.getQualifiedName().toString()) && WellFormed.is(annotation)) {
              found.add(ComposedAnnotationReader.declared(annotation));
            }
          }
        });
    annotated.forEach(
        (name, element) -> {
          if (names.contains(name) && !read.contains(name)) {
            Optional<TypeElement> annotation = annotationOn(element, name);
            annotation.ifPresent(
                type ->
                    used.computeIfAbsent(
                        name, key -> ComposedAnnotationReader.usedOn(element, type)));
          }
        });
    read.addAll(used.keySet());
    found.addAll(used.values());
    return found;
  }

  /** The annotation of that name; empty on a class that has inherited it. */
  private static Optional<TypeElement> annotationOn(Element element, String name) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> MoreElements.asType(mirror.getAnnotationType().asElement()))
        .filter(type -> type.getQualifiedName().contentEquals(name))
        .findFirst();
  }
}
