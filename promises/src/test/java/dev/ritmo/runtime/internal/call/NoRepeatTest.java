package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Calls whose bodies must not run again are not retried, whatever their kind. */
@SuppressWarnings("FutureReturnValueIgnored") // bodies return futures
final class NoRepeatTest {

  private static final Limit TEN = Limit.calls(10, 10, SECONDS);
  private static final NoRepeat NO = NoRepeat.advising("It is done. Fix: retry its parts.");

  private final VirtualClock clock = new VirtualClock();
  private final Admission limiter = limiter("api");
  private final MethodGuard method = guard(limiter);
  private final List<String> bodies = new ArrayList<>();

  NoRepeatTest() {
    EnclosingCalls.track();
  }

  private Admission limiter(String name) {
    return new LimiterCore(
        name, Limits.of(TEN, Limit.concurrent(1)).setup(Duration.ZERO), new Timeline(clock));
  }

  private MethodGuard guard(Admission of) {
    return MethodGuard.of(
        null,
        GovernedMethod.of("m()", of.name(), TEN),
        of,
        new Retry(
            Governed.RETRY.retryOn(TimeoutException.class, IllegalStateException.class),
            new Timeline(clock)));
  }

  private String unrepeatable(String name) throws TimeoutException {
    bodies.add(name);
    EnclosingCalls.forbidRepetition(NO);
    throw new TimeoutException(name);
  }

  private static RetryOutcome.End end(Throwable failure) {
    return RetryOutcome.of(failure).orElseThrow().end();
  }

  private void isOver() {
    assertThat(limiter.snapshot().states().get(1).used()).isEqualTo(0);
    assertThat(EnclosingCalls.isAny()).isFalse();
  }

  @Test
  void aBlockingCallEndsWithItsFirstFailure() {
    TimeoutException failure =
        assertThrows(TimeoutException.class, () -> method.call().run(() -> unrepeatable("a")));

    assertThat(end(failure)).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(bodies).containsExactly("a");
    isOver();
  }

  @Test
  void aFutureEndsWithItsFirstFailure() {
    CompletableFuture<Object> call =
        method
            .call()
            .start(
                () -> {
                  bodies.add("a");
                  EnclosingCalls.forbidRepetition(NO);
                  return CompletableFuture.failedFuture(new TimeoutException());
                });
    clock.advance(Duration.ofMinutes(1));

    Throwable failure = assertThrows(CompletionException.class, call::join);
    assertThat(end(failure)).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(bodies).containsExactly("a");
    isOver();
  }

  @Test
  void aPublisherEndsWithItsFirstFailure() {
    List<Throwable> failures = new ArrayList<>();
    method
        .publish(
            () -> {
              bodies.add("a");
              EnclosingCalls.forbidRepetition(NO);
              return (Flow.Publisher<Object>)
                  subscriber -> {
                    subscriber.onSubscribe(new Nothing());
                    subscriber.onError(new TimeoutException());
                  };
            })
        .subscribe(new Failures(failures));
    clock.advance(Duration.ofMinutes(1));

    assertThat(failures).hasSize(1);
    assertThat(end(failures.get(0))).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(bodies).containsExactly("a");
    isOver();
  }

  @Test
  void neitherIsACallAroundOneRepeated() {
    MethodGuard outer = guard(limiter("outer"));
    MethodGuard unretried =
        MethodGuard.of(null, GovernedMethod.of("n()", "api", TEN), limiter, null);

    assertThrows(
        TimeoutException.class,
        () -> outer.call().run(() -> unretried.call().run(() -> unrepeatable("a"))));
    assertThat(bodies).containsExactly("a");
  }

  @Test
  void whatFailsAfterwardsIsNotRepeatedEither() {
    assertThrows(
        IllegalStateException.class,
        () ->
            method
                .call()
                .run(
                    () -> {
                      assertThrows(TimeoutException.class, () -> unrepeatable("a"));
                      throw new IllegalStateException("later");
                    }));
    assertThat(bodies).containsExactly("a");
  }

  @Test
  void aCallThatForbidsNothingIsRepeated() throws Exception {
    CompletableFuture<Object> call = new CompletableFuture<>();
    clock.start(
        "caller",
        () -> {
          try {
            call.complete(
                method
                    .call()
                    .run(
                        () -> {
                          bodies.add("a");
                          if (bodies.size() < 2) {
                            throw new TimeoutException();
                          }
                          return "answer";
                        }));
          } catch (Exception e) {
            call.completeExceptionally(e);
          }
        });
    clock.awaitQuiet();
    clock.advance(Duration.ofSeconds(30));

    assertThat(call.join()).isEqualTo("answer");
    assertThat(bodies).containsExactly("a", "a");
  }

  @Test
  void aFailureThatCannotBeCuredEndsAsItWould() {
    UnsupportedOperationException failure =
        assertThrows(
            UnsupportedOperationException.class,
            () ->
                method
                    .call()
                    .run(
                        () -> {
                          EnclosingCalls.forbidRepetition(NO);
                          throw new UnsupportedOperationException();
                        }));

    assertThat(end(failure)).isEqualTo(RetryOutcome.End.UNKNOWN);
  }

  private record Failures(List<Throwable> failures) implements Flow.Subscriber<Object> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(Object element) {}

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {}
  }

  private record Nothing() implements Flow.Subscription {

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
