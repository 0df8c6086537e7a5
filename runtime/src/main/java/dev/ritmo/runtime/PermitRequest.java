package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.call.AsyncAdmission;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request for a permit that blocks no thread. */
final class PermitRequest implements AsyncAdmission.Owner {

  private final Admission limiter;
  private final @Nullable Object key;
  private final Terms terms;
  private final CompletableFuture<Permit> result = new CompletableFuture<>();

  PermitRequest(Admission limiter, @Nullable Object key, Terms terms) {
    this.limiter = limiter;
    this.key = key;
    this.terms = terms;
  }

  CompletableFuture<Permit> start(Enclosing replaced) {
    new AsyncAdmission(limiter, key, terms, result, CallerContext.ofThisThread(), this)
        .enter(replaced);
    return result;
  }

  @Override
  public void admitted(long arrival, boolean isReleased) {
    Permit permit = new Permit(limiter, key, arrival, terms);
    if (!result.complete(permit)) {
      permit.giveBack();
    }
  }

  @Override
  public void refused(RateLimitExceededException refusal) {
    result.completeExceptionally(refusal);
  }
}
