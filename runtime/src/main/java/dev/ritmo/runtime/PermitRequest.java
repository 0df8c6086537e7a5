package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Terms;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A permit that is waited for without a thread. */
final class PermitRequest {

  private final CallLimiter limiter;
  private final @Nullable Object key;
  private final Terms terms;
  private final CallerContext context = CallerContext.ofThisThread();
  private final CompletableFuture<Permit> result = new CompletableFuture<>();

  PermitRequest(CallLimiter limiter, @Nullable Object key, Terms terms) {
    this.limiter = limiter;
    this.key = key;
    this.terms = terms;
  }

  CompletableFuture<Permit> start() {
    AsyncWaiter waiter;
    try {
      waiter = limiter.enter(key, terms, this::lookLater);
    } catch (RateLimitExceededException refusal) {
      result.completeExceptionally(refusal);
      return result;
    }
    if (waiter.isAdmitted()) {
      hand(waiter);
    } else {
      CompletableFuture<Permit> unused = result.whenComplete((permit, failure) -> waiter.abandon());
    }
    return result;
  }

  private void lookLater(AsyncWaiter waiter) {
    try {
      limiter.timeline().source().executor().execute(() -> context.run(() -> look(waiter)));
    } catch (RuntimeException | Error rejected) { // an error if there are too many threads
      result.completeExceptionally(rejected);
    }
  }

  private void look(AsyncWaiter waiter) {
    try {
      if (!result.isDone() && waiter.tryAdmit()) {
        hand(waiter);
      }
    } catch (RateLimitExceededException refusal) {
      result.completeExceptionally(refusal);
    }
  }

  private void hand(AsyncWaiter waiter) {
    Permit permit = new Permit(limiter, key, waiter.arrival(), terms.weights());
    if (!result.complete(permit)) {
      permit.giveBack();
    }
  }
}
