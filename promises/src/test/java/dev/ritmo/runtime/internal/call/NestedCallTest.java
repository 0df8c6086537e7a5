package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Governed calls within each other: their attempts do not multiply, and they share a slot. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class NestedCallTest {

  private static final int CALLS = 0;
  private static final int SLOTS = 1;
  private static final Limit MANY = Limit.calls(100, 1, TimeUnit.SECONDS);

  private final VirtualClock clock = new VirtualClock();
  private final Governed inner = new Governed(clock, RETRY.maxAttempts(3));
  private final Governed outer = new Governed(clock, RETRY.maxAttempts(3));
  private final Governed slotted = new Governed(clock, RETRY, MANY, Limit.concurrent(1));

  private static long used(Governed method, int limit) {
    return method.snapshot().states().get(limit).used();
  }

  private static Body alwaysFailing(Throwable failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void theInnermostTriesAgainAndNobodyFurtherOut() {
    Rejection failure = Rejection.overloaded("1");
    CompletableFuture<Object> call = outer.callBlocking(() -> inner.call(alwaysFailing(failure)));
    outer.advance(60_000);

    assertThat(failureOf(call)).isSameInstanceAs(failure);
    assertThat(inner.attempts()).hasSize(3);
    assertThat(outer.attempts()).hasSize(1);
    assertThat(RetryOutcome.of(failure).orElseThrow().attempts()).isEqualTo(3);
  }

  @Test
  void anotherFailureThatItCausesIsNotTriedAgainEither() {
    CompletableFuture<Object> call =
        outer.callBlocking(
            () -> {
              try {
                return inner.call(alwaysFailing(Rejection.overloaded("1")));
              } catch (Rejection failure) {
                throw new IllegalStateException("wrapped", failure);
              }
            });
    outer.advance(60_000);

    assertThat(failureOf(call)).isInstanceOf(IllegalStateException.class);
    assertThat(outer.attempts()).hasSize(1);
  }

  @Test
  void theInnermostTriesAgainAcrossFutures() {
    Rejection failure = Rejection.overloaded("1");
    CompletableFuture<Object> call =
        outer.callAsync(
            () ->
                inner
                    .callAsyncWithin(() -> CompletableFuture.failedFuture(failure))
                    .thenApply(answer -> answer));
    outer.advance(60_000);

    assertThat(failureOf(call)).hasCauseThat().isSameInstanceAs(failure);
    assertThat(inner.attempts()).hasSize(3);
    assertThat(outer.attempts()).hasSize(1);
  }

  @Test
  void whereTheInnermostDoesNotTryAgainTheNextOneDoes() {
    Governed bare = new Governed(clock, null);
    outer.callBlocking(() -> bare.call(alwaysFailing(Rejection.overloaded("1"))));
    outer.advance(60_000);

    assertThat(bare.attempts()).hasSize(3);
    assertThat(outer.attempts()).hasSize(3);
  }

  @Test
  void whatTheInnermostDoesNotKnowTheNextOneMay() {
    Governed knowing = new Governed(clock, RETRY.maxAttempts(2).retryOn(IOException.class));
    CompletableFuture<Object> call =
        knowing.callBlocking(() -> inner.call(alwaysFailing(new IOException())));
    knowing.advance(60_000);

    assertThat(knowing.attempts()).hasSize(2);
    assertThat(RetryOutcome.of(failureOf(call)).orElseThrow().end())
        .isEqualTo(End.ATTEMPTS_USED_UP);
  }

  @Test
  void aRejectionIsHeardByTheInnermostLimiterAndOnce() {
    Governed same = new Governed(clock, null, Limit.calls(8, 1, TimeUnit.SECONDS));
    outer.callBlocking(() -> same.call(() -> same.call(failing(Rejection.byLimit("2")))));

    assertThat(same.snapshot().pauses()).isEqualTo(1);
    assertThat(same.snapshot().pausedUntil()).isEqualTo(clock.now().plusSeconds(2));
    assertThat(outer.snapshot().pausedUntil()).isNull();
  }

  @Test
  void aCallWithinAnotherOfTheSameLimiterTakesCallsAndNoSecondSlot() {
    List<Long> slots = new ArrayList<>();
    CompletableFuture<Object> call =
        slotted.callBlocking(
            () -> {
              Object answer =
                  slotted.call(
                      () ->
                          slotted.call(
                              () -> {
                                slots.add(used(slotted, SLOTS));
                                return "answer";
                              }));
              slots.add(used(slotted, SLOTS));
              return answer;
            });

    assertThat(call.join()).isEqualTo("answer");
    assertThat(slots).containsExactly(1L, 1L);
    assertThat(used(slotted, CALLS)).isEqualTo(3);
    assertThat(used(slotted, SLOTS)).isEqualTo(0);
  }

  @Test
  void itPassesThoseWhoWaitForTheSlot() {
    CompletableFuture<Object> gate = new CompletableFuture<>();
    CompletableFuture<Object> running =
        slotted.callAsync(
            () -> {
              slotted.callElsewhere(() -> CompletableFuture.completedFuture("other"));
              assertThat(slotted.snapshot().waiting()).isEqualTo(1);
              return slotted.callAsyncWithin(() -> gate);
            });
    slotted.advance(0);
    assertThat(slotted.snapshot().waiting()).isEqualTo(1);
    assertThat(slotted.attempts()).hasSize(2);

    gate.complete("answer");
    slotted.advance(0);

    assertThat(running.join()).isEqualTo("answer");
    assertThat(slotted.snapshot().waiting()).isEqualTo(0);
    assertThat(used(slotted, SLOTS)).isEqualTo(0);
  }

  @Test
  void itStillWaitsForTheLimitOfCalls() {
    Governed few =
        new Governed(clock, null, Limit.calls(1, 1, TimeUnit.SECONDS), Limit.concurrent(1));
    CompletableFuture<Object> call = few.callBlocking(() -> few.call(() -> "answer"));
    assertThat(call.isDone()).isFalse();

    few.advance(1050);

    assertThat(call.join()).isEqualTo("answer");
    assertThat(few.attempts()).containsExactly(0L, 1050L).inOrder();
  }

  @Test
  void itIsTriedAgainInTheSameSlot() {
    CompletableFuture<Object> call =
        slotted.callBlocking(() -> slotted.call(failing(Rejection.overloaded())));
    slotted.advance(1000);

    assertThat(call.join()).isEqualTo("answer");
    assertThat(slotted.attempts()).containsExactly(0L, 0L, 1000L).inOrder();
    assertThat(used(slotted, SLOTS)).isEqualTo(0);
  }

  @Test
  void aFutureThatOutlivesTheCallThatMadeItKeepsTheSlot() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    CompletableFuture<Object> second = new CompletableFuture<>();
    slotted.callBlocking(
        () -> {
          slotted.callAsyncWithin(() -> body);
          slotted.callAsyncWithin(() -> second);
          return "answer";
        });
    assertThat(used(slotted, SLOTS)).isEqualTo(1);

    body.complete("late");
    assertThat(used(slotted, SLOTS)).isEqualTo(1);
    second.complete("later");

    assertThat(used(slotted, SLOTS)).isEqualTo(0);
  }

  @Test
  void aFutureThatIsTriedAgainAfterTheCallThatMadeItTakesASlotOfItsOwn() {
    Body failing = failing(Rejection.overloaded());
    CompletableFuture<Object> late = new CompletableFuture<>();
    slotted.callBlocking(
        () -> {
          slotted.callAsyncWithin(
              () -> {
                failing.run();
                return late;
              });
          return "answer";
        });
    CompletableFuture<Object> other = new CompletableFuture<>();
    slotted.callAsync(() -> other);
    assertThat(used(slotted, SLOTS)).isEqualTo(1);

    slotted.advance(1000);
    assertThat(used(slotted, SLOTS)).isEqualTo(1);
    assertThat(slotted.attempts()).containsExactly(0L, 0L, 0L).inOrder();
    other.complete("other");
    slotted.advance(0);

    assertThat(slotted.attempts()).containsExactly(0L, 0L, 0L, 1000L).inOrder();
    assertThat(used(slotted, SLOTS)).isEqualTo(1);
    late.complete("late");
    assertThat(used(slotted, SLOTS)).isEqualTo(0);
  }

  @Test
  void aThreadThatHasEndedItsCallHoldsNothing() {
    CompletableFuture<Object> twice =
        slotted.callBlocking(
            () -> {
              throw new IllegalStateException("the body");
            });
    assertThat(twice.isCompletedExceptionally()).isTrue();
    Governed other = new Governed(clock, null, MANY, Limit.concurrent(1));
    CompletableFuture<Object> third =
        other.callBlocking(() -> slotted.call(() -> used(slotted, SLOTS)));

    assertThat(third.join()).isEqualTo(1L);
    assertThat(used(slotted, SLOTS)).isEqualTo(0);
    assertThat(used(other, SLOTS)).isEqualTo(0);
  }
}
