package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import dev.ritmo.processor.model.OverridingElement;
import javax.lang.model.element.ExecutableElement;

/** An element overrides that of one annotation. */
public final class OverridingElementsAreClear implements Rule<ComposedAnnotation> {

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    for (OverridingElement overriding : annotation.overriding()) {
      if (!overriding.clear() && overriding.sameType()) {
        ExecutableElement element = overriding.element();
        findings.add(
            Diagnostic.COMPOSED_ELEMENT_AMBIGUOUS,
            annotation.at(element),
            element.getSimpleName(),
            annotation.shown(),
            overriding.overridden().size());
      }
    }
  }
}
