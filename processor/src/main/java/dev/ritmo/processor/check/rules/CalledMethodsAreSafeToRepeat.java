package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Invocation;

/** What a retried method calls can be done again, as far as the declarations tell. */
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
