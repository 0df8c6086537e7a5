package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to a call of a blocking method that fails. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class RetriedCallTest {

  private static final Limit PER_TENTH = Limit.calls(1, 100, TimeUnit.MILLISECONDS); // 105 ms

  private final VirtualClock clock = new VirtualClock();

  @Test
  void aCallThatSucceedsRunsOnce() {
    Governed method = new Governed(clock, RETRY);

    CompletableFuture<Object> outcome = method.callBlocking(failing());

    assertThat(outcome.join()).isEqualTo("answer");
    assertThat(method.attempts()).containsExactly(0L);
    assertThat(method.snapshot().retried()).isEqualTo(0);
  }

  @Test
  void aFailedCallIsTriedAgainAfterTheBackOff() {
    Governed method = new Governed(clock, RETRY);

    CompletableFuture<Object> outcome =
        method.callBlocking(failing(Rejection.byLimit(), Rejection.overloaded()));
    method.advance(60_000);

    assertThat(outcome.join()).isEqualTo("answer");
    assertThat(method.attempts()).containsExactly(0L, 1000L, 3000L).inOrder();
    assertThat(method.snapshot().retried()).isEqualTo(2);
  }

  @Test
  void everyAttemptTakesANewPermit() {
    Governed method = new Governed(clock, RETRY.delays(10, 10, TimeUnit.MILLISECONDS), PER_TENTH);

    method.callBlocking(failing(Rejection.overloaded(), Rejection.overloaded()));
    method.advance(1000);

    assertThat(method.attempts()).containsExactly(0L, 105L, 210L).inOrder();
    assertThat(method.snapshot().admitted()).isEqualTo(3);
  }

  @Test
  void aCallThatIsTriedAgainKeepsItsPlace() {
    Governed method = new Governed(clock, RETRY.delays(10, 10, TimeUnit.MILLISECONDS), PER_TENTH);
    CompletableFuture<Object> first = method.callBlocking(failing(Rejection.byLimit()));

    CompletableFuture<Object> second = method.callBlocking(failing());
    method.advance(105);

    assertThat(first.isDone()).isTrue();
    assertThat(second.isDone()).isFalse();
  }

  @Test
  void attemptsAreCountedFromTheFirst() {
    Governed method = new Governed(clock, RETRY.maxAttempts(3));
    Rejection last = Rejection.byLimit();

    CompletableFuture<Object> outcome =
        method.callBlocking(
            failing(Rejection.byLimit(), Rejection.byLimit(), last, Rejection.byLimit()));
    method.advance(60_000);

    assertThat(failureOf(outcome)).isSameInstanceAs(last);
    assertThat(method.attempts()).hasSize(3);
  }

  @Test
  void oneAttemptIsNoRetry() {
    Governed method = new Governed(clock, RETRY.maxAttempts(1));
    Rejection failure = Rejection.byLimit();

    CompletableFuture<Object> outcome = method.callBlocking(failing(failure));

    assertThat(failureOf(outcome)).isSameInstanceAs(failure);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aMethodWithoutRetryFailsAtOnce() {
    Governed method = new Governed(clock, null, PER_TENTH);
    Rejection failure = Rejection.byLimit();

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
  }

  @Test
  void whatNobodyKnowsIsNotTriedAgain() {
    Governed method = new Governed(clock, RETRY);
    IOException failure = new IOException("checked");

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void errorsAreNotTriedAgainWhateverCausedThem() {
    Governed method = new Governed(clock, RETRY);
    Error failure = new AssertionError(Rejection.byLimit());

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void retryOnAddsFailuresAlsoAsCauses() {
    Governed method = new Governed(clock, RETRY.retryOn(IOException.class));

    CompletableFuture<Object> outcome =
        method.callBlocking(
            failing(new IOException(), new IllegalStateException(new IOException("cause"))));
    method.advance(10_000);

    assertThat(outcome.join()).isEqualTo("answer");
  }

  @Test
  void abortOnWinsAlsoAsACause() {
    Governed method =
        new Governed(clock, RETRY.retryOn(Exception.class).abortOn(IllegalStateException.class));
    Exception failure = new ExecutionException(new IllegalStateException(Rejection.byLimit()));

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aFailureWhoseCauseCannotBeAskedForIsThrownAsItIs() {
    Governed method = new Governed(clock, RETRY.retryOn(IOException.class));
    RuntimeException failure = new CauseThrows();

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
  }

  @Test
  void aRetryThatTheLimiterRefusesEndsWithTheFailureOfTheProvider() {
    Governed method =
        new Governed(
            clock,
            RETRY.delays(10, 10, TimeUnit.MILLISECONDS),
            declared -> declared.maxWait(0, TimeUnit.SECONDS),
            PER_TENTH);
    Rejection failure = Rejection.byLimit();

    CompletableFuture<Object> outcome = method.callBlocking(failing(failure));

    assertThat(failureOf(outcome)).isSameInstanceAs(failure);
    assertThat(failure.getSuppressed()).hasLength(1);
    RateLimitExceededException refusal = (RateLimitExceededException) failure.getSuppressed()[0];
    assertThat(refusal.limit()).hasValue(PER_TENTH);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aRefusalAtArrivalIsThrownWithoutRunningTheBody() {
    Governed method =
        new Governed(clock, RETRY, declared -> declared.maxWait(0, TimeUnit.SECONDS), PER_TENTH);
    method.callBlocking(failing());

    CompletableFuture<Object> outcome = method.callBlocking(failing());

    assertThat(failureOf(outcome)).isInstanceOf(RateLimitExceededException.class);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aThreadInterruptedBetweenAttemptsLeavesTheLine() {
    Governed method = new Governed(clock, RETRY);
    Thread[] caller = new Thread[1];
    RuntimeException rejection = Rejection.byLimit();
    CompletableFuture<Object> outcome =
        method.callBlocking(
            () -> {
              caller[0] = Thread.currentThread();
              throw rejection;
            });

    caller[0].interrupt();
    clock.awaitQuiet();

    assertThat(failureOf(outcome)).isInstanceOf(InterruptedWaitException.class);
    assertThat(failureOf(outcome).getSuppressed()).asList().containsExactly(rejection);
    assertThat(method.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aCallWaitsAMinuteAndTheMarginUnlessSaidOtherwise() {
    Limit perMinute = Limit.calls(1, 60, TimeUnit.SECONDS);
    Governed method = new Governed(clock, null, perMinute);
    method.callBlocking(failing());

    List<CompletableFuture<Object>> outcomes =
        List.of(method.callBlocking(failing()), method.callBlocking(failing()));
    method.advance(60_300); // the margin, and the longer one of the first call

    assertThat(outcomes.get(0).join()).isEqualTo("answer");
    assertThat(failureOf(outcomes.get(1))).isInstanceOf(RateLimitExceededException.class);
  }

  private static final class CauseThrows extends RuntimeException {

    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause for you");
    }
  }
}
