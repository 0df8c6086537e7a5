package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.Retry;

/**
 * The generated class, in the package of the annotated one, can name the classes in retryOn and
 * abortOn.
 */
public final class FailureTypesAreAccessible implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    Reach reach = Reach.from(retry.place().element());
    for (FailureType failure : retry.failureTypes()) {
      reach
          .obstacle(failure.type())
          .ifPresent(
              obstacle ->
                  findings.add(
                      Diagnostic.RETRY_TYPE_INACCESSIBLE,
                      retry.place().at(failure.written()),
                      failure.element(),
                      reach.shown(),
                      obstacle));
    }
  }
}
