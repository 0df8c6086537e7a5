package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Invocation;

/** The methods that a retried method calls can be repeated, as far as their declarations tell. */
public final class CalledMethodsAreSafeToRepeat implements Rule<Invocation> {

  @Override
  public void check(Invocation call, Findings findings) {
    if (!Repetition.isRetried(call.caller())) {
      return;
    }
    Repetition.of(call.callee())
        .ifPresent(
            again ->
                findings.add(
                    Diagnostic.REPEAT_UNSAFE,
                    call.position(),
                    call.caller().subject(),
                    "calls " + call.calleeName() + ", which " + again));
  }
}
