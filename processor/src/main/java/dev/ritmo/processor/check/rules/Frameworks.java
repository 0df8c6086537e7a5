package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Annotations by which frameworks wrap methods. */
final class Frameworks {

  private Frameworks() {}

  /**
   * The first of these annotations on the method or its type, itself or on an annotation there, as
   * frameworks look for them; for messages.
   */
  static Optional<String> find(ExecutableElement method, Set<String> annotations) {
    Optional<String> own = findOn(method, annotations, new HashSet<>()).map(name -> "is @" + name);
    return own.isPresent()
        ? own
        : findOn(MoreElements.asType(method.getEnclosingElement()), annotations, new HashSet<>())
            .map(name -> "is of a type that is @" + name);
  }

  private static Optional<String> findOn(
      Element element, Set<String> annotations, Set<String> seen) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().getKind() != TypeKind.DECLARED) {
        continue; // does not exist, which javac reports
      }
      TypeElement type = MoreTypes.asTypeElement(mirror.getAnnotationType());
      String name = type.getQualifiedName().toString();
      if (annotations.contains(name)) {
        return Optional.of(type.getSimpleName().toString());
      }
      if (!name.startsWith("java.lang.") && seen.add(name)) {
        Optional<String> carried = findOn(type, annotations, seen);
        if (carried.isPresent()) {
          return carried;
        }
      }
    }
    return Optional.empty();
  }
}
