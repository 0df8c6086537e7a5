package dev.ritmo.processor.check.rules;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import javax.lang.model.element.TypeElement;

/** An annotation that carries ours has run-time retention, so that unwoven uses are found. */
public final class ComposedAnnotationIsKept implements Rule<ComposedAnnotation> {

  private static final String RETENTION = "java.lang.annotation.Retention";

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    String found = found(annotation.element());
    if (!found.isEmpty()) {
      findings.add(Diagnostic.COMPOSED_NOT_KEPT, annotation.position(), annotation.shown(), found);
    }
  }

  private static String found(TypeElement annotation) {
    return MoreElements.getAnnotationMirror(annotation, RETENTION)
        .transform(retention -> AnnotationMirrors.getAnnotationValue(retention, "value"))
        .transform(value -> AnnotationValues.getEnum(value).getSimpleName().toString())
        .transform(policy -> policy.equals("RUNTIME") ? "" : "its retention is " + policy)
        .or("has no @Retention");
  }
}
