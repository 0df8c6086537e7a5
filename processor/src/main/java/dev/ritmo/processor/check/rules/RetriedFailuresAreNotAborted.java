package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.Retry;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Nothing in retryOn is in abortOn as well, itself or by a supertype, because abortOn wins. */
public final class RetriedFailuresAreNotAborted implements Rule<Retry> {

  private final Types types;

  public RetriedFailuresAreNotAborted(Types types) {
    this.types = types;
  }

  @Override
  public void check(Retry retry, Findings findings) {
    for (FailureType retried : retry.retryOn()) {
      TypeMirror type = retried.type().asType();
      for (FailureType aborted : retry.abortOn()) {
        if (types.isSubtype(type, aborted.type().asType())) {
          findings.add(
              Diagnostic.RETRY_ABORTED,
              retry.place().at(retried.written()),
              retried.type().getQualifiedName(),
              aborted.type().getQualifiedName());
          break;
        }
      }
    }
  }
}
