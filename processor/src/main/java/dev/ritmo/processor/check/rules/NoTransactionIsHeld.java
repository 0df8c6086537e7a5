package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Set;

/** No call waits for its turn, or for the next attempt, within a transaction of a framework. */
public final class NoTransactionIsHeld implements Rule<GovernedMethod> {

  private static final Set<String> TRANSACTIONAL =
      Set.of(
          "io.micronaut.transaction.annotation.Transactional",
          "jakarta.transaction.Transactional",
          "javax.transaction.Transactional",
          "org.springframework.transaction.annotation.Transactional");

  @Override
  public void check(GovernedMethod method, Findings findings) {
    Frameworks.find(method.element(), TRANSACTIONAL)
        .ifPresent(
            where ->
                findings.add(
                    Diagnostic.TRANSACTION_HELD, method.position(), method.subject(), where));
  }
}
