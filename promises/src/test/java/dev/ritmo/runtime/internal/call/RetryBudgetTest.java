package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Retries after overloads and lost requests are paid for by calls that end well. */
final class RetryBudgetTest {

  private static final RetrySettings TWICE =
      RETRY.delays(0, 0, TimeUnit.MILLISECONDS).maxAttempts(2).retryOn(IOException.class);

  private final VirtualClock clock = new VirtualClock();
  private final Governed method = new Governed(clock, TWICE);

  /** How many of so many calls, which fail twice, were tried again. */
  private int retriedOf(int calls, Supplier<Throwable> failure) {
    int before = method.attempts().size();
    for (int i = 0; i < calls; i++) {
      CompletableFuture<Object> call = method.callBlocking(failing(failure.get(), failure.get()));
      method.advance(0);
      assertThat(call.isCompletedExceptionally()).isTrue();
    }
    return method.attempts().size() - before - calls;
  }

  private void succeed(int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(method.callBlocking(failing()).join()).isEqualTo("answer");
    }
  }

  @Test
  void tenRetriesAreInReserve() {
    assertThat(method.snapshot().retriesLeft()).isEqualTo(10);
    assertThat(retriedOf(30, Rejection::overloaded)).isEqualTo(10);
    assertThat(method.snapshot().retriesLeft()).isEqualTo(0);
  }

  @Test
  void fiveCallsThatEndWellPayForOne() {
    assertThat(retriedOf(20, Rejection::overloaded)).isEqualTo(10);

    succeed(14);
    assertThat(method.snapshot().retriesLeft()).isEqualTo(2);
    assertThat(retriedOf(10, Rejection::overloaded)).isEqualTo(2);
    succeed(5);
    assertThat(retriedOf(10, Rejection::overloaded)).isEqualTo(1);
  }

  @Test
  void aHundredAreTheMost() {
    succeed(1000);

    assertThat(method.snapshot().retriesLeft()).isEqualTo(100);
    assertThat(retriedOf(200, Rejection::overloaded)).isEqualTo(100);
  }

  @Test
  void whatRetryOnNamesDrawsOnItToo() {
    assertThat(retriedOf(20, IOException::new)).isEqualTo(10);
  }

  @Test
  void rejectionsByALimitAreFree() {
    assertThat(retriedOf(30, Rejection::byLimit)).isEqualTo(30);
    assertThat(method.snapshot().retriesLeft()).isEqualTo(10);
  }

  @Test
  void anEmptyBudgetEndsTheCallWithItsFailureAndSaysSo() {
    int unused = retriedOf(10, Rejection::overloaded);
    Rejection failure = Rejection.overloaded();

    CompletableFuture<Object> call = method.callBlocking(failing(failure));

    assertThat(failureOf(call)).isSameInstanceAs(failure);
    assertThat(RetryOutcome.of(failure).orElseThrow().end()).isEqualTo(End.BUDGET_EMPTY);
  }

  @Test
  void callsThatRunCountAsEndedWellUntilTheyFail() {
    int unused = retriedOf(20, Rejection::overloaded);
    CompletableFuture<Object> running = new CompletableFuture<>();
    for (int i = 0; i < 5; i++) {
      CompletableFuture<Object> call = method.callAsync(() -> running);
      assertThat(call.isDone()).isFalse();
    }
    assertThat(method.snapshot().retriesLeft()).isEqualTo(1);

    running.completeExceptionally(new IllegalStateException());

    assertThat(method.snapshot().retriesLeft()).isEqualTo(0);
  }

  @Test
  void programsCanChangeIt() {
    method.limiter().changeRetries(new RetryBudget(0, 3, 3));
    succeed(100);
    assertThat(retriedOf(10, Rejection::overloaded)).isEqualTo(3);

    method.limiter().changeRetries(RetryBudget.UNLIMITED);
    assertThat(retriedOf(500, Rejection::overloaded)).isEqualTo(500);
  }

  @Test
  void aBudgetWithoutSenseIsRefused() {
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> new RetryBudget(1.1, 1, 1))
                .getMessage())
        .isEqualTo("budget: perSuccess must be from 0 to 1, but was 1.1");
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> new RetryBudget(1, -1, 1))
                .getMessage())
        .isEqualTo("budget: reserve must not be negative, but was -1");
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> new RetryBudget(1, 2, 1))
                .getMessage())
        .isEqualTo("budget: most must be at least the reserve (2), but was 1");
    assertThrows(IllegalArgumentException.class, () -> new RetryBudget(Double.NaN, 1, 1));
  }
}
