package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import javax.lang.model.element.AnnotationMirror;

/** An annotation carries ours itself, not through another one. */
public final class ComposedAnnotationIsDirect implements Rule<ComposedAnnotation> {

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    AnnotationMirror deeper = annotation.deeper();
    if (deeper != null) {
      String shown = "@" + deeper.getAnnotationType().asElement().getSimpleName();
      findings.add(
          Diagnostic.COMPOSED_TOO_DEEP, annotation.at(deeper), annotation.shown(), shown, shown);
    }
  }
}
