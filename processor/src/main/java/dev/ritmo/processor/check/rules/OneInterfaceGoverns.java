package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.DecoratedMethod;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedMethod;

/** A method that an interface inherits from several others is governed in one way. */
public final class OneInterfaceGoverns implements Rule<Decorator> {

  @Override
  public void check(Decorator decorator, Findings findings) {
    for (DecoratedMethod method : decorator.methods()) {
      GovernedMethod governed = method.governed();
      GovernedMethod rival = method.rival();
      if (governed != null && rival != null) {
        ClosedInterface.report(
            decorator,
            "inherits "
                + governed.qualifiedName()
                + " and "
                + rival.qualifiedName()
                + ", which are not governed alike",
            findings);
      }
    }
  }
}
