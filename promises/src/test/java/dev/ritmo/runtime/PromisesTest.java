package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.failureOf;
import static dev.ritmo.runtime.Trial.refusalOf;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is promised of admission, promise by promise, as a program sees it. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class PromisesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Limit FIVE = Limit.calls(5, 10, SECONDS);
  private static final Limit ONE = Limit.calls(1, 10, SECONDS);
  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(1, 60, SECONDS).jitter(0).retryOn(TimeoutException.class);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void promise1NeverMoreThanTheLimitInAnyWindow() {
    Limiter limiter = Ritmo.limiter("api", FIVE);
    for (int i = 0; i < 100; i++) {
      trial.enter("call", limiter.call().waitForever());
      trial.advance(Duration.ofMillis(i % 7 * 431L));
    }
    trial.advance(MINUTE.multipliedBy(5));

    assertThat(trial.times()).hasLength(100);
    assertThat(WindowCheck.of(trial.times(), Duration.ofSeconds(10)).largest()).isEqualTo(5);
  }

  @Test
  void promise1NeverMoreTokensReservedThanTheLimitInAnyWindow() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    List<long[]> reserved = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long tokens = 1 + i * 37L % 100;
      limiter
          .call()
          .waitForever()
          .tokens(tokens)
          .acquireAsync()
          .thenRun(() -> reserved.add(new long[] {trial.now(), tokens}));
      trial.advance(Duration.ofMillis(i % 5 * 700L));
    }
    trial.advance(MINUTE.multipliedBy(10));

    assertThat(reserved).hasSize(60);
    for (long[] from : reserved) {
      long sum =
          reserved.stream()
              .filter(one -> one[0] >= from[0] && one[0] < from[0] + SECONDS.toNanos(10))
              .mapToLong(one -> one[1])
              .sum();
      assertThat(sum).isAtMost(100);
    }
  }

  @Test
  void promise2NeverIdleWhileTheHeadOfTheLineCouldGo() {
    Limiter limiter = Ritmo.limiter("api", FIVE);
    for (int i = 0; i < 100; i++) {
      trial.enter("call", limiter.call().waitForever());
    }
    trial.advance(MINUTE.multipliedBy(5));

    long margin = limiter.snapshot().states().get(0).margin().toNanos();
    double optimum = 19.0 * (SECONDS.toNanos(10) + margin);
    assertThat(trial.times()).hasLength(100);
    assertThat(trial.times()[99] * 0.99).isAtMost(optimum);
  }

  @Test
  void promise3WaitingForOneLimitNeverHoldsAnother() {
    Limiter limiter =
        Ritmo.limiter(
            "api",
            ONE,
            Limit.tokens(1000, 60, SECONDS),
            Limit.concurrent(4),
            Limit.calls(9, 1, SECONDS));
    trial.enter("first", limiter.call().tokens(100));

    CompletableFuture<Permit> waiting = trial.enter("second", limiter.call().tokens(500));

    assertThat(waiting.isDone()).isFalse();
    assertThat(limiter.snapshot().states().stream().map(LimitState::used).toList())
        .containsExactly(1L, 100L, 1L, 1L)
        .inOrder();
  }

  @Test
  void promise3ARefusedCallTakesNothing() {
    Limiter limiter = Ritmo.limiter("api", FIVE, Limit.tokens(1000, 60, SECONDS));
    trial.enter("first", limiter.call().tokens(900));

    assertThrows(
        RateLimitExceededException.class,
        () -> limiter.call().tokens(101).maxWait(Duration.ZERO).acquire());

    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(used(limiter, 1)).isEqualTo(900);
    trial.enter("fits", limiter.call().tokens(100).maxWait(Duration.ZERO));
    assertThat(trial.admitted()).containsExactly("first", "fits").inOrder();
  }

  @Test
  void promise4FirstComeFirstServedWithAndWithoutThreads() {
    Limiter limiter = Ritmo.limiter("api", ONE);
    for (int i = 0; i < 6; i += 2) {
      trial.block("thread " + i, limiter.call().waitForever());
      trial.enter("future " + (i + 1), limiter.call().waitForever());
    }
    trial.advance(MINUTE.multipliedBy(2));

    assertThat(trial.admitted())
        .containsExactly("thread 0", "future 1", "thread 2", "future 3", "thread 4", "future 5")
        .inOrder();
  }

  @Test
  void promise4ASmallCallDoesNotPassALargeOne() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    trial.enter("half", limiter.call().tokens(50));
    trial.enter("large", limiter.call().tokens(80));

    trial.enter("small", limiter.call().tokens(10));

    trial.advance(MINUTE);
    assertThat(trial.admitted()).containsExactly("half", "large", "small").inOrder();
  }

  @Test
  void promise4ACallToBeRetriedIsPassedUntilItsTimeAndThenStandsByItsArrival() {
    Limiter limiter = Ritmo.limiter("api", ONE);
    List<Integer> attempts = new ArrayList<>();
    limiter
        .call()
        .waitForever()
        .retry(RETRY.delays(15, 60, SECONDS))
        .runAsync(
            () -> {
              trial.note("first");
              attempts.add(1);
              return attempts.size() == 1
                  ? CompletableFuture.failedFuture(new TimeoutException())
                  : CompletableFuture.completedFuture("answer");
            });
    trial.enter("second", limiter.call().waitForever());
    trial.enter("third", limiter.call().waitForever());

    trial.advance(MINUTE);

    assertThat(trial.admitted()).containsExactly("first", "second", "first", "third").inOrder();
  }

  @Test
  void promise5WhoStopsWaitingGivesEverythingBackAndThoseBehindMoveUp() {
    Limiter limiter = Ritmo.limiter("api", ONE);
    trial.enter("first", limiter.call());
    var interrupted = trial.block("interrupted", limiter.call());
    var cancelled = trial.enter("cancelled", limiter.call());
    trial.enter("last", limiter.call().maxWait(Duration.ofSeconds(40)));

    interrupted.thread().interrupt();
    cancelled.cancel(false);
    trial.settle();

    assertThat(failureOf(interrupted.outcome())).isInstanceOf(InterruptedWaitException.class);
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);
    trial.advance(Duration.ofSeconds(11));
    assertThat(trial.admitted()).containsExactly("first", "last").inOrder();
  }

  @Test
  void promise5AFailedBodyHasUsedItsCallAndReleasesItsSlot() {
    Limiter limiter = Ritmo.limiter("api", FIVE, Limit.concurrent(1));

    assertThrows(
        IllegalStateException.class,
        () ->
            limiter
                .call()
                .run(
                    () -> {
                      throw new IllegalStateException("the body");
                    }));

    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void promise5WhereNoUsageIsReportedTheReservationStands() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));

    limiter.call().tokens(70).acquire().close();

    assertThat(used(limiter, 0)).isEqualTo(70);
  }

  @Test
  void promise6ACallWhoseTurnWouldComeTooLateIsRefusedAtOnceNamingTheLimit() {
    Limiter limiter = Ritmo.limiter("api", FIVE, ONE);
    trial.enter("first", limiter.call());

    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class,
            () -> limiter.call().maxWait(Duration.ofSeconds(9)).acquire());

    assertThat(refusal.limiterName()).isEqualTo("api");
    assertThat(refusal.limit()).hasValue(ONE);
    trial.advance(refusal.retryAfter());
    trial.enter("came back", limiter.call().maxWait(Duration.ZERO));
    assertThat(trial.admitted()).containsExactly("first", "came back").inOrder();
  }

  @Test
  void promise6ACallWhoseTurnMovesTooFarIsRefusedThen() {
    Limiter limiter = Ritmo.limiter("api", ONE);
    trial.enter("first", limiter.call());
    var waiting = trial.enter("second", limiter.call().maxWait(Duration.ofSeconds(12)));
    trial.advance(SECOND);

    limiter.pause(MINUTE);
    trial.settle();

    assertThat(refusalOf(waiting).retryAfter()).isEqualTo(MINUTE);
    assertThat(trial.now()).isEqualTo(SECOND.toNanos());
  }

  @Test
  void promise6ACallLargerThanTheWholeLimitIsRefusedAtOnce() {
    Limit tokens = Limit.tokens(100, 10, SECONDS);
    Limiter limiter = Ritmo.limiter("api", tokens);

    var refused = trial.enter("too large", limiter.call().waitForever().tokens(101));

    assertThat(refusalOf(refused).limit()).hasValue(tokens);
  }

  @Test
  void promise7ASurplusReturnsToTheWindowItCameFrom() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    Permit permit = limiter.call().tokens(100).acquire();
    trial.enter("waits", limiter.call().tokens(60));
    trial.advance(SECOND);

    permit.settle(Dimension.TOKENS, 40);
    trial.settle();

    assertThat(trial.admitted()).containsExactly("waits");
    assertThat(trial.now()).isEqualTo(SECOND.toNanos());
    trial.advance(Duration.ofMillis(9400));
    assertThat(used(limiter, 0)).isEqualTo(60);
  }

  @Test
  void promise7OveruseCountsFromWhenItIsKnownAndTheExcessIsCarriedOver() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    Permit permit = limiter.call().tokens(50).acquire();
    trial.advance(Duration.ofSeconds(5));

    permit.settle(Dimension.TOKENS, 170); // 50 more fit now, and 70 when the first 50 are gone

    trial.enter("waits", limiter.call().tokens(10).waitForever());
    trial.advance(Duration.ofSeconds(10)); // 50 of these have entered, and fill the window
    assertThat(trial.admitted()).isEmpty();
    trial.advance(SECOND);
    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void promise8OneRejectionPausesEveryoneUnderTheLimiter() {
    Limiter limiter = Ritmo.limiter("api", FIVE);
    Permit permit = limiter.call().acquire();

    permit.rejected(Duration.ofSeconds(30));

    trial.enter("waits", limiter.call());
    trial.advance(Duration.ofSeconds(29));
    assertThat(trial.admitted()).isEmpty();
    trial.advance(SECOND);
    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void promise8WhatOthersUseOfTheAccountCounts() {
    Limiter limiter = Ritmo.limiter("api", FIVE);
    Permit permit = limiter.call().acquire();

    permit.observe(Dimension.CALLS, 5, 1, Duration.ofSeconds(10));

    trial.enter("fits", limiter.call());
    var waits = trial.enter("waits", limiter.call());
    assertThat(trial.admitted()).containsExactly("fits");
    assertThat(waits.isDone()).isFalse();
  }

  @Test
  void promise8ALimitThatShowsToBeLowerIsObeyedAndReported() {
    Limiter limiter = Ritmo.limiter("api", FIVE);
    ArrayDeque<Long> served = new ArrayDeque<>();
    List<CompletableFuture<Permit>> calls = new ArrayList<>();
    for (int tick = 0; tick < 900; tick++) {
      while (calls.size() < 5) {
        calls.add(trial.enter("call", limiter.call().waitForever()));
      }
      trial.advance(Duration.ofMillis(100));
      served.removeIf(time -> trial.now() - time >= Duration.ofSeconds(10).toNanos());
      calls.removeIf(call -> call.isDone() && answer(call.join(), served));
    }

    LimitState state = limiter.snapshot().states().get(0);
    assertThat(state.isLowered()).isTrue();
    assertThat(state.effective()).isEqualTo(Limit.calls(3, 10, SECONDS));
  }

  /** Three in ten seconds, and no more. */
  private boolean answer(Permit permit, ArrayDeque<Long> served) {
    if (served.size() < 3) {
      served.add(trial.now());
    } else {
      permit.rejected(Duration.ofSeconds(10).minusNanos(trial.now() - served.getFirst()));
    }
    permit.close();
    return true;
  }

  @Test
  void promise9TenThousandWaitWithoutAThreadAndWithoutPolling() {
    Looks looks = new Looks();
    try (Trial many = Trial.on(looks::on)) {
      Limiter limiter = Ritmo.limiter("api", Limit.calls(5_000, 60, SECONDS));
      List<CompletableFuture<Permit>> permits = new ArrayList<>();
      for (int i = 0; i < 15_000; i++) {
        permits.add(limiter.call().waitForever().acquireAsync());
      }
      assertThat(limiter.snapshot().waiting()).isEqualTo(10_000);
      assertThat(looks.timers).isEqualTo(1);

      many.advance(MINUTE.multipliedBy(3));

      assertThat(permits.stream().allMatch(CompletableFuture::isDone)).isTrue();
      assertThat(looks.timers).isAtMost(10_001);
    }
  }

  /** Runs everything on the timer, and counts how often it is set. */
  private static final class Looks {
    private int timers;

    WrappedTime on(TimeSource time) {
      return new WrappedTime(time) {
        @Override
        public Runnable schedule(Runnable task, long delayNanos) {
          timers++;
          return super.schedule(task, delayNanos);
        }

        @Override
        public Executor executor() {
          return Runnable::run;
        }
      };
    }
  }
}
