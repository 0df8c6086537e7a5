package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.NamedTypes;

/** The decorator of an interface can name all types in its methods. */
public final class SignaturesAreInReach implements Rule<Decorator> {

  @Override
  public void check(Decorator decorator, Findings findings) {
    Reach reach = Reach.from(decorator.of().element());
    NamedTypes.in(decorator).stream()
        .flatMap(type -> reach.obstacle(type).stream())
        .findFirst()
        .ifPresent(
            obstacle ->
                ClosedInterface.report(
                    decorator,
                    "names a type in its methods that is out of reach: " + obstacle,
                    findings));
  }
}
