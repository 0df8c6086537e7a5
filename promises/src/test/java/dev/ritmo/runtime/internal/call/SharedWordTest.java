package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;

import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a provider says to one call concerns all, and what it says to a burst is said once. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class SharedWordTest {

  private final VirtualClock clock = new VirtualClock();

  /** Futures that are under way at the same time. */
  private static List<CompletableFuture<Object>> send(Governed method, int requests) {
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      CompletableFuture<Object> answer = new CompletableFuture<>();
      answers.add(answer);
      List<CompletableFuture<Object>> attempts =
          new ArrayList<>(List.of(answer, CompletableFuture.completedFuture("answer")));
      method.callAsync(() -> attempts.remove(0));
    }
    return answers;
  }

  @Test
  void aBurstOf32With20RejectedIsOnePause() {
    Governed method = new Governed(clock, RETRY, Limit.calls(32, 1, TimeUnit.SECONDS));
    List<CompletableFuture<Object>> answers = send(method, 32);
    for (int i = 0; i < 20; i++) {
      method.advance(3);
      answers.get(i).completeExceptionally(Rejection.byLimit("7"));
    }
    answers.subList(20, 32).forEach(answer -> answer.complete("answer"));

    assertThat(method.snapshot().pauses()).isEqualTo(1);
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(7000 - 19 * 3));
    CompletableFuture<Object> other = method.callAsync(() -> answers.get(31));
    method.advance(7000 - 19 * 3 - 1);
    assertThat(other.isDone()).isFalse();
    method.advance(10_000);

    assertThat(method.attempts()).hasSize(32 + 20 + 1);
    assertThat(Collections.min(method.attempts().subList(32, 53))).isAtLeast(7003L);
  }

  @Test
  void aLongerTimeStatedToTheSameBurstCounts() {
    Governed method = new Governed(clock, RETRY);
    List<CompletableFuture<Object>> answers = send(method, 3);
    answers.get(0).completeExceptionally(Rejection.byLimit("2"));
    method.advance(100);
    answers.get(1).completeExceptionally(Rejection.byLimit("30"));
    method.advance(100);
    answers.get(2).completeExceptionally(Rejection.byLimit("2"));

    assertThat(method.snapshot().pauses()).isEqualTo(1);
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(29_900));
  }

  @Test
  void aRejectionOfALaterRequestIsAnotherPause() {
    Governed method = new Governed(clock, RETRY);
    method.callBlocking(failing(Rejection.byLimit("2"), Rejection.byLimit("2")));
    method.advance(2000);

    assertThat(method.snapshot().pauses()).isEqualTo(2);
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(2000));
  }

  @Test
  void whereNoLimitLearnsFromItARejectionWithoutATimePausesForTheBackOff() {
    Governed method = new Governed(clock, RETRY);
    List<CompletableFuture<Object>> answers = send(method, 3);
    answers.forEach(answer -> answer.completeExceptionally(Rejection.byLimit()));

    assertThat(method.snapshot().pauses()).isEqualTo(1);
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(1000));
  }

  @Test
  void whereALimitLearnsFromItNothingElsePauses() {
    Governed method = new Governed(clock, RETRY, Limit.calls(10, 1, TimeUnit.SECONDS));
    method.callBlocking(failing(Rejection.byLimit()));

    assertThat(method.snapshot().pauses()).isEqualTo(0);
  }

  @Test
  void theThirdOverloadInARowPausesEverybodyAndTheNextOnesLonger() {
    Governed method = new Governed(clock, RETRY.maxAttempts(1));
    for (int i = 0; i < 2; i++) {
      method.callBlocking(failing(Rejection.overloaded()));
      method.advance(100);
    }
    assertThat(method.snapshot().pauses()).isEqualTo(0);

    method.callBlocking(failing(Rejection.overloaded()));

    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(1000));
    method.advance(1000);
    method.callBlocking(failing(Rejection.overloaded()));
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(2000));
    assertThat(method.snapshot().pauses()).isEqualTo(2);
  }

  @Test
  void overloadsOfOneBurstAreOneOfTheRow() {
    Governed method = new Governed(clock, RETRY);
    method.limiter().changeRetries(RetryBudget.UNLIMITED);
    send(method, 10).forEach(answer -> answer.completeExceptionally(Rejection.overloaded()));

    assertThat(method.snapshot().pauses()).isEqualTo(0);
  }

  @Test
  void aRowIsBrokenByCallsThatEndWellAndByTime() {
    Governed method = new Governed(clock, RETRY.maxAttempts(1));
    for (int i = 0; i < 10; i++) {
      method.callBlocking(failing(Rejection.overloaded()));
      method.advance(100);
      method.callBlocking(failing());
      method.advance(100);
    }
    assertThat(method.snapshot().pauses()).isEqualTo(0);

    for (int i = 0; i < 10; i++) {
      method.callBlocking(failing(Rejection.overloaded()));
      method.advance(60_001);
    }
    assertThat(method.snapshot().pauses()).isEqualTo(0);
  }
}
