package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ServiceBuild;

/** An interface of which an AI service is made is not retried, unless its model is limited. */
public final class BuiltServicesAreSafeToRepeat implements Rule<ServiceBuild> {

  @Override
  public void check(ServiceBuild build, Findings findings) {
    boolean isReported = Repetition.of(build.method()).isPresent(); // where it is declared
    if (!isReported && !build.isOfLimitedModel()) {
      findings.add(
          Diagnostic.REPEAT_UNSAFE,
          build.position(),
          build.method().subject(),
          "belongs to %s, of which an AI service is made here: a retry of all its requests would %s"
              .formatted(build.service(), Repetition.EFFECTS));
    }
  }
}
