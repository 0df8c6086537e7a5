package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where Failsafe's own retries are known to go wrong, one scenario each. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class FailsafeTrapsTest {

  private final VirtualClock clock = new VirtualClock();

  private List<Long> attempts(RetrySettings settings, Throwable... failures) {
    Governed method = new Governed(clock, settings);
    CompletableFuture<Object> call = method.callBlocking(failing(failures));
    method.advance(36_000_000);
    assertThat(call.isDone()).isTrue();
    return method.attempts();
  }

  @Test
  void noStatedDelayIsNoNullPointer() {
    assertThat(attempts(RETRY, Rejection.byLimit())).containsExactly(0L, 1000L).inOrder();
  }

  @Test
  void aNegativeDelayFallsBackToTheBackOff() {
    assertThat(attempts(RETRY, Rejection.byLimit("-7"))).containsExactly(0L, 1000L).inOrder();
  }

  @Test
  void aStatedDelayDoesNotOverrideTheMaximum() {
    assertThat(attempts(RETRY, Rejection.byLimit("7200"))).containsExactly(0L);
  }

  @Test
  void aStatedDelayIsNotJittered() {
    for (int i = 0; i < 50; i++) {
      assertThat(attempts(RETRY.jitter(1), Rejection.byLimit("0.4")))
          .containsExactly(0L, 400L)
          .inOrder();
    }
  }

  @Test
  void theDeadlineDoesNotClipADelay() {
    RetrySettings settings = RETRY.deadline(500, TimeUnit.MILLISECONDS).maxAttempts(6);

    assertThat(attempts(settings, Rejection.byLimit("60"))).containsExactly(0L);
  }

  @Test
  void theTotalTimeCountsFromTheArrivalAndNotFromTheFirstFailure() {
    Governed method = new Governed(clock, RETRY.deadline(10, TimeUnit.SECONDS));
    CompletableFuture<Object> answer = new CompletableFuture<>();
    CompletableFuture<Object> call = method.callAsync(() -> answer);
    method.advance(9_500);
    answer.completeExceptionally(Rejection.overloaded());

    assertThat(call.isCompletedExceptionally()).isTrue();
  }

  @Test
  void aWaitShorterThanAMillisecondIsWaited() {
    RetrySettings settings = RETRY.delays(300, 300, TimeUnit.MICROSECONDS);
    long begin = clock.nanoTime();
    Governed method = new Governed(clock, settings);
    CompletableFuture<Object> call = method.callBlocking(failing(Rejection.overloaded()));
    assertThat(call.isDone()).isFalse(); // on virtual time nothing but the limiter can wait
    method.advance(1);

    assertThat(call.join()).isEqualTo("answer");
    assertThat(clock.nanoTime() - begin).isEqualTo(1_000_000);
  }

  @Test
  void errorsAreNeverTriedAgainHoweverWrappedAndNamed() {
    RetrySettings settings = RETRY.retryOn(Throwable.class);
    for (Throwable failure :
        List.of(
            new AssertionError("broken"),
            new CompletionException(new StackOverflowError()),
            new IllegalStateException(new NoClassDefFoundError()))) {
      Governed method = new Governed(clock, settings);
      CompletableFuture<Object> call = method.callBlocking(failing(failure));

      assertThat(failureOf(call)).isSameInstanceAs(failure);
      assertThat(method.attempts()).hasSize(1);
      assertThat(RetryOutcome.of(failure).orElseThrow().end()).isEqualTo(End.UNKNOWN);
    }
  }

  @Test
  void noDelayAndConstantDelaysAndAMultiplierOfOneAreAllowed() {
    RetrySettings none = RETRY.delays(0, 0, TimeUnit.SECONDS).multiplier(1);
    assertThat(attempts(none, Rejection.overloaded())).hasSize(2);

    RetrySettings constant = RETRY.delays(2, 2, TimeUnit.SECONDS).multiplier(1);
    assertThat(attempts(constant, Rejection.overloaded(), Rejection.overloaded())).hasSize(3);
  }

  /** Failsafe throws when an execution that is over is told of another failure. */
  @Test
  void theLastFailureIsRecordedOnce() {
    Rejection last = Rejection.overloaded();
    Governed method = new Governed(clock, RETRY.maxAttempts(2));
    CompletableFuture<Object> call = method.callBlocking(failing(Rejection.overloaded(), last));
    method.advance(1000);

    assertThat(failureOf(call)).isSameInstanceAs(last);
  }
}
