package dev.ritmo.processor.check.rules;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreElements;
import com.google.common.base.Optional;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;

/** An annotation that carries ours cannot be put where it would govern nothing. */
public final class ComposedAnnotationIsForMethodsAndTypes implements Rule<ComposedAnnotation> {

  private static final String TARGET = "java.lang.annotation.Target";
  private static final Set<String> GOVERNED = Set.of("METHOD", "TYPE", "ANNOTATION_TYPE");

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    Optional<AnnotationMirror> target =
        MoreElements.getAnnotationMirror(annotation.element(), TARGET);
    if (!target.isPresent()) {
      report(annotation, "has no @Target", findings);
      return;
    }
    AnnotationValue targets = AnnotationMirrors.getAnnotationValue(target.get(), "value");
    AnnotationValues.getEnums(targets).stream()
        .map(place -> place.getSimpleName().toString())
        .filter(place -> !GOVERNED.contains(place))
        .findFirst()
        .ifPresent(place -> report(annotation, "its @Target holds " + place, findings));
  }

  private static void report(ComposedAnnotation annotation, String found, Findings findings) {
    findings.add(Diagnostic.COMPOSED_TARGETS, annotation.position(), annotation.shown(), found);
  }
}
