package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A method governed by hand, on virtual time: what the aspect does is done here in plain Java. */
final class Governed {

  static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(1000, 60_000, TimeUnit.MILLISECONDS).jitter(0);

  private final VirtualClock clock;
  private final Admission limiter;
  private final MethodGuard guard;
  private final List<Long> attempts = Collections.synchronizedList(new ArrayList<>());

  Governed(
      VirtualClock clock,
      @Nullable RetrySettings retry,
      UnaryOperator<GovernedMethod> method,
      Limit... limits) {
    this.clock = clock;
    Timeline timeline = new Timeline(clock);
    limiter = new LimiterCore("governed", Limits.of(limits).setup(Duration.ZERO), timeline);
    GovernedMethod declared = method.apply(GovernedMethod.of("m()", "governed", limits));
    guard =
        MethodGuard.of(null, declared, limiter, retry == null ? null : new Retry(retry, timeline));
  }

  Governed(VirtualClock clock, @Nullable RetrySettings retry, Limit... limits) {
    this(clock, retry, UnaryOperator.identity(), limits);
  }

  Admission limiter() {
    return limiter;
  }

  LimiterSnapshot snapshot() {
    return limiter.snapshot();
  }

  /** When the body has run, in milliseconds since the start. */
  List<Long> attempts() {
    return List.copyOf(attempts);
  }

  /** Calls the method on a thread of its own; the outcome is there when the call is over. */
  CompletableFuture<Object> callBlocking(Body body) {
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    clock.start(
        "caller",
        () -> {
          try {
            outcome.complete(call(body));
          } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
          }
        });
    clock.awaitQuiet();
    return outcome;
  }

  /** Does what the advice does. */
  @Nullable Object call(Body body) throws Throwable {
    long arrival = guard.admit();
    GuardedCall failed = null;
    while (true) {
      try {
        note();
        Object result = body.run();
        if (failed == null) {
          guard.done(arrival);
        } else {
          failed.done();
        }
        return result;
      } catch (Throwable failure) {
        failed = failed == null ? guard.failing(arrival) : failed;
        failed.retry(failure);
      }
    }
  }

  /** Calls the method as one that returns a future. */
  CompletableFuture<Object> callAsync(Body body) {
    CompletableFuture<Object> result = callAsyncWithin(body);
    clock.advance(Duration.ZERO);
    return result;
  }

  /** The same, from within the body of another call. */
  CompletableFuture<Object> callAsyncWithin(Body body) {
    return guard
        .call()
        .start(
            () -> {
              note();
              return run(body);
            });
  }

  static @Nullable Object run(Body body) throws Exception {
    try {
      return body.run();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw CallSteps.rethrow(e);
    }
  }

  /** The same, from another thread. */
  void callElsewhere(Body body) throws InterruptedException {
    Thread other =
        new Thread(
            () -> {
              CompletableFuture<Object> unused = callAsyncWithin(body);
            });
    other.start();
    other.join();
  }

  void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  private void note() {
    attempts.add(TimeUnit.NANOSECONDS.toMillis(limiter.timeline().now()));
  }

  /** A body that fails with these, one after the other, and then answers. */
  static Body failing(Throwable... failures) {
    List<Throwable> left = new ArrayList<>(List.of(failures));
    return () -> {
      if (left.isEmpty()) {
        return "answer";
      }
      throw left.remove(0);
    };
  }

  /** What the call has thrown; fails if it is not over or has not failed. */
  static Throwable failureOf(CompletableFuture<?> outcome) {
    if (!outcome.isCompletedExceptionally()) {
      throw new AssertionError("Must have failed, but is " + outcome);
    }
    Throwable[] thrown = new Throwable[1];
    CompletableFuture<?> unused = outcome.whenComplete((value, failure) -> thrown[0] = failure);
    return thrown[0];
  }
}
