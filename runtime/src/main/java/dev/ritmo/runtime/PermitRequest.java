package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.call.AsyncAdmission;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A request for a permit that blocks no thread, made by {@link LimitedCall#enqueue}. Thread-safe.
 */
public final class PermitRequest {

  private final CompletableFuture<Permit> result = new CompletableFuture<>();
  private final AsyncAdmission admission;

  PermitRequest(Admission limiter, @Nullable Object key, Terms terms, Executor executor) {
    Owner owner = new Owner(limiter, key, terms, result);
    CallerContext context = CallerContext.ofThisThread();
    admission = new AsyncAdmission(limiter, key, terms, result, context, owner, executor);
  }

  PermitRequest start(Enclosing replaced) {
    admission.enter(replaced);
    return this;
  }

  /**
   * The permit, as {@link LimitedCall#acquireAsync} returns it: cancelling this future gives up the
   * place in the queue, and a permit that is granted at the same moment is given back.
   */
  public CompletableFuture<Permit> permit() {
    return result;
  }

  /**
   * How much longer the request has to wait, as its turn was last computed; often too long where
   * requests ahead have given up since, which {@link #refusal} looks into. Zero if it need not
   * wait; empty if it depends on when other calls end.
   */
  public Optional<Duration> expectedWait() {
    AsyncWaiter waiter = admission.waiting();
    return waiter == null || result.isDone()
        ? Optional.of(Duration.ZERO)
        : waiter.expectedWait().expected();
  }

  /**
   * With what the request would be refused if it could not wait any longer: the limit in the way,
   * and when it would have been admitted. Looks at all waiting calls of the limiter, and refuses
   * nothing. Empty if the request does not wait.
   */
  public Optional<RateLimitExceededException> refusal() {
    AsyncWaiter waiter = admission.waiting();
    return waiter == null || result.isDone() ? Optional.empty() : Optional.of(waiter.refusalNow());
  }

  /** What is told of the admission; not for users. */
  private record Owner(
      Admission limiter, @Nullable Object key, Terms terms, CompletableFuture<Permit> result)
      implements AsyncAdmission.Owner {

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
}
