package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Place;
import javax.lang.model.element.ElementKind;

/** Annotations do not stand on annotation types. */
public final class AnnotatedTypeIsNoAnnotation implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    if (type.element().getKind() == ElementKind.ANNOTATION_TYPE) {
      type.places()
          .filter(Place::isType)
          .forEach(
              place ->
                  findings.add(
                      Diagnostic.ANNOTATION_ON_ANNOTATION,
                      place.position(),
                      place.annotation(),
                      place.name()));
    }
  }
}
