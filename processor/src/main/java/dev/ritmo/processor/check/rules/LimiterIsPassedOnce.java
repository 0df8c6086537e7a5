package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Invocation;

/** A call that a limiter has admitted does not pass it again. */
public final class LimiterIsPassedOnce implements Rule<Invocation> {

  @Override
  public void check(Invocation call, Findings findings) {
    GovernedMethod callee = call.governed();
    if (callee == null || callee.limits() == null || call.caller().limits() == null) {
      return;
    }
    String limiter = call.caller().limiterName();
    // A call through super is reported once for the method.
    if (limiter.equals(callee.limiterName()) && !call.ofOverridden()) {
      findings.add(
          Diagnostic.LIMITER_TAKEN_TWICE,
          call.position(),
          call.caller().subject(),
          limiter,
          call.calleeName());
    }
  }
}
