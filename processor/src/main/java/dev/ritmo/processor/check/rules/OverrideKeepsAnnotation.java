package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Overriding;
import dev.ritmo.processor.model.Position;

/** What overrides a governed method is governed too, or calls it. */
public final class OverrideKeepsAnnotation implements Rule<Overriding> {

  @Override
  public void check(Overriding method, Findings findings) {
    // Without access to bodies, assume that the governed method is called.
    boolean mayCall = !method.implementsOnly() && method.callsSuper().orElse(true);
    if (method.governed() == null && !mayCall) {
      findings.add(
          Diagnostic.ANNOTATION_LOST,
          Position.of(method.method()),
          method.name(),
          method.overriddenName());
    }
  }
}
