package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Set;

/** No call waits for its turn on one of the few threads of a scheduler. */
public final class NoSchedulerIsHeld implements Rule<GovernedMethod> {

  private static final Set<String> SCHEDULED =
      Set.of(
          "io.micronaut.scheduling.annotation.Scheduled",
          "io.quarkus.scheduler.Scheduled",
          "io.quarkus.scheduler.Scheduled.Schedules",
          "jakarta.ejb.Schedule",
          "jakarta.ejb.Schedules",
          "javax.ejb.Schedule",
          "org.springframework.scheduling.annotation.Scheduled",
          "org.springframework.scheduling.annotation.Schedules");

  @Override
  public void check(GovernedMethod method, Findings findings) {
    Frameworks.find(method.element(), SCHEDULED)
        .ifPresent(
            where ->
                findings.add(
                    Diagnostic.SCHEDULER_HELD, method.position(), method.subject(), where));
  }
}
