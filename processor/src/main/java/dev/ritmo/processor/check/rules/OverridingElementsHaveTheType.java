package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import dev.ritmo.processor.model.OverridingElement;
import javax.lang.model.element.ExecutableElement;

/** An element that overrides one of ours has its type. */
public final class OverridingElementsHaveTheType implements Rule<ComposedAnnotation> {

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    for (OverridingElement overriding : annotation.overriding()) {
      if (!overriding.sameType()) {
        ExecutableElement element = overriding.element();
        ExecutableElement overridden = overriding.overridden().get(0);
        findings.add(
            Diagnostic.COMPOSED_ELEMENT_TYPE,
            annotation.at(element),
            element.getSimpleName(),
            annotation.shown(),
            overridden.getReturnType(),
            MoreElements.asType(overridden.getEnclosingElement()).getSimpleName(),
            element.getReturnType());
      }
    }
  }
}
