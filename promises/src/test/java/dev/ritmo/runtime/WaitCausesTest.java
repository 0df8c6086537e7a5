package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.ritmo.runtime.spi.WaitCause.BACKOFF;
import static dev.ritmo.runtime.spi.WaitCause.LIMIT;
import static dev.ritmo.runtime.spi.WaitCause.PAUSE;
import static dev.ritmo.runtime.spi.WaitCause.SHARED;
import static dev.ritmo.runtime.spi.WaitCause.SLOT;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.WaitCause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call has waited for, split over the time that it waited. */
@SuppressWarnings("try") // registrations are only closed
final class WaitCausesTest {

  /** A window of 60 s is kept for 50 ms more. */
  private static final Duration MINUTE = Duration.ofMillis(60_050);

  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Limit PER_MINUTE = Limit.calls(1, 60, SECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("waits", Limits.of(limits).setup(Duration.ZERO));
  }

  private Limiter keyed() {
    return Ritmo.limiter(
        "waits",
        Limits.of(Limit.calls(2, 60, SECONDS))
            .perKey(Limit.calls(1, 10, SECONDS))
            .setup(Duration.ZERO));
  }

  private static Map<WaitCause, Duration> waits(Limiter limiter) {
    Map<WaitCause, Duration> waits = new HashMap<>();
    limiter.snapshot().total().waits().forEach((cause, totals) -> waits.put(cause, totals.total()));
    return waits;
  }

  private void wait(Limiter limiter) {
    CompletableFuture<Permit> unused = trial.enter("waiting", limiter.call().waitForever());
  }

  @Test
  void aPauseAndThenALimit() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();
    limiter.pause(TEN);

    wait(limiter);
    trial.advance(MINUTE);

    assertThat(trial.admitted()).containsExactly("waiting");
    assertThat(waits(limiter)).containsExactly(PAUSE, TEN, LIMIT, MINUTE.minus(TEN));
  }

  @Test
  void aThreadKnowsTheSame() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();
    limiter.pause(TEN);

    Trial.Blocked<Permit> unused = trial.block("waiting", limiter.call().waitForever());
    trial.advance(MINUTE);

    assertThat(waits(limiter)).containsExactly(PAUSE, TEN, LIMIT, MINUTE.minus(TEN));
  }

  @Test
  void aLimitAndThenAPauseThatComesLater() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();

    wait(limiter);
    trial.advance(TEN);
    limiter.pause(Duration.ofSeconds(70));
    trial.advance(Duration.ofSeconds(70));

    assertThat(waits(limiter)).containsExactly(LIMIT, TEN, PAUSE, Duration.ofSeconds(70));
  }

  @Test
  void aPauseThatAnOperatorEnds() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();
    limiter.pause(Duration.ofMinutes(30));

    wait(limiter);
    trial.advance(FIVE);
    limiter.resume();
    trial.advance(MINUTE);

    assertThat(waits(limiter)).containsExactly(PAUSE, FIVE, LIMIT, MINUTE.minus(FIVE));
  }

  @Test
  void aPauseAndThenASlot() {
    Limiter limiter = limiter(Limit.concurrent(1));
    Permit held = limiter.call().acquire();
    limiter.pause(TEN);

    wait(limiter);
    trial.advance(Duration.ofSeconds(15));
    held.close();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("waiting");
    assertThat(waits(limiter)).containsExactly(PAUSE, TEN, SLOT, FIVE);
  }

  @Test
  void aBackOffAndThenALimit() {
    Limiter limiter = limiter(Limit.calls(1, 10, SECONDS));
    List<Map<WaitCause, Duration>> outcome = new CopyOnWriteArrayList<>();
    CompletableFuture<Object> call =
        limiter
            .call()
            .waitForever()
            .retry(
                RetrySettings.DEFAULT
                    .delays(2, 2, SECONDS)
                    .jitter(0)
                    .maxAttempts(2)
                    .retryOn(IOException.class))
            .runAsync(() -> CompletableFuture.failedFuture(new IOException("lost")));
    CompletableFuture<?> unused =
        call.whenComplete(
            (value, failure) -> outcome.add(RetryOutcome.of(failure).orElseThrow().waitedFor()));
    trial.advance(Duration.ofMinutes(1));

    Map<WaitCause, Duration> expected =
        Map.of(BACKOFF, Duration.ofSeconds(2), LIMIT, Duration.ofMillis(8_050));
    assertThat(waits(limiter)).containsExactlyEntriesIn(expected);
    assertThat(outcome).containsExactly(expected);
  }

  @Test
  void aLimitOverAllKeys() {
    Limiter limiter = keyed();
    limiter.call().key("a").acquire();
    limiter.call().key("b").acquire();

    CompletableFuture<Permit> unused =
        trial.enter("waiting", limiter.call().key("c").waitForever());
    trial.advance(MINUTE);

    assertThat(trial.admitted()).containsExactly("waiting");
    assertThat(waits(limiter)).containsExactly(SHARED, MINUTE);
  }

  @Test
  void aLimitOfTheKeyAndThenOneOverAllKeys() {
    Limiter limiter = keyed();
    limiter.call().key("a").acquire();
    limiter.call().key("b").acquire();

    CompletableFuture<Permit> unused =
        trial.enter("waiting", limiter.call().key("a").waitForever());
    trial.advance(MINUTE);

    Duration ofKey = Duration.ofMillis(10_050);
    assertThat(waits(limiter)).containsExactly(LIMIT, ofKey, SHARED, MINUTE.minus(ofKey));
  }

  @Test
  void aPauseOfAllKeysThatEndsEarly() {
    Limiter limiter = keyed();
    limiter.call().key("a").acquire();
    limiter.call().key("b").acquire();
    limiter.pause(Duration.ofMinutes(30));
    CompletableFuture<Permit> first = trial.enter("first", limiter.call().key("c").waitForever());
    CompletableFuture<Permit> unused = trial.enter("second", limiter.call().key("d").waitForever());
    trial.advance(TEN);
    limiter.resume();
    trial.advance(MINUTE);

    assertThat(first.isDone()).isTrue();
    assertThat(waits(limiter))
        .containsExactly(PAUSE, TEN.multipliedBy(2), SHARED, MINUTE.minus(TEN).multipliedBy(2));
  }

  @Test
  void whoStandsBehindWaitsForTheSame() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();
    limiter.pause(TEN);
    wait(limiter);
    trial.advance(FIVE);
    wait(limiter);
    trial.advance(MINUTE.multipliedBy(2));

    assertThat(trial.admitted()).hasSize(2);
    assertThat(waits(limiter))
        .containsExactly(
            PAUSE, TEN.plus(FIVE), LIMIT, MINUTE.multipliedBy(3).minus(TEN.multipliedBy(2)));
  }

  @Test
  void aCallThatIsRefusedWhileItWaits() {
    Limiter limiter = limiter(Limit.concurrent(1));
    limiter.call().acquire();

    CompletableFuture<Permit> refused = trial.enter("refused", limiter.call().maxWait(TEN));
    trial.advance(TEN.plusNanos(1));

    assertThat(Trial.refusalOf(refused).waitCause()).hasValue(SLOT);
    assertThat(waits(limiter)).containsExactly(SLOT, TEN.plusNanos(1));
  }

  @Test
  void aCallThatGivesUp() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();

    CompletableFuture<Permit> waiting = trial.enter("gone", limiter.call().waitForever());
    trial.advance(TEN);
    waiting.cancel(false);

    assertThat(waits(limiter)).containsExactly(LIMIT, TEN);
  }

  @Test
  void aCallThatIsRefusedOnArrivalHasNotWaited() {
    Limiter limiter = limiter(PER_MINUTE);
    limiter.call().acquire();

    CompletableFuture<Permit> refused = trial.enter("refused", limiter.call().maxWait(TEN));

    assertThat(Trial.refusalOf(refused).waitCause()).hasValue(LIMIT);
    assertThat(waits(limiter)).isEmpty();
    assertThat(limiter.snapshot().queue().longestWaiting()).isNull();
  }

  @Test
  void theRefusalSaysWhatItIsFor() {
    Limiter limiter = limiter(Limit.concurrent(1));
    limiter.pause(Duration.ofHours(1));
    RateLimitExceededException paused =
        Trial.refusalOf(trial.enter("paused", limiter.call().maxWait(TEN)));

    assertThat(paused.waitCause()).hasValue(PAUSE);
    assertThat(paused).hasMessageThat().contains("(pause: the limiter is paused)");

    Limiter keyed =
        Ritmo.limiter(
            "shared",
            Limits.of(PER_MINUTE).perKey(Limit.calls(9, 9, SECONDS)).setup(Duration.ZERO));
    keyed.call().key("a").acquire();
    RateLimitExceededException shared =
        Trial.refusalOf(trial.enter("shared", keyed.call().key("b").maxWait(TEN)));

    assertThat(shared.waitCause()).hasValue(SHARED);
    assertThat(shared.limit()).hasValue(PER_MINUTE);
    assertThat(shared).hasMessageThat().contains("(shared: 1 call per 60 s over all keys)");

    limiter.shutDown();
    RateLimitExceededException never =
        Trial.refusalOf(trial.enter("never", limiter.call().maxWait(TEN)));

    assertThat(never.waitCause()).isEmpty();
  }

  @Test
  void anObserverAsksWhileTheCallWaitsAndAfterwards() throws Exception {
    List<CallObserver.Wait> waits = new CopyOnWriteArrayList<>();
    List<Map<WaitCause, Duration>> atTheEnd = new CopyOnWriteArrayList<>();
    CallObserver observer =
        call ->
            new CallObserver.CallScope() {
              @Override
              public CallObserver.Scope waitStarted(CallObserver.Wait wait) {
                waits.add(wait);
                return (outcome, failure) -> atTheEnd.add(wait.waited());
              }

              @Override
              public void ended(CallObserver.Outcome outcome, @Nullable Throwable failure) {}
            };
    try (Registration unused = Ritmo.observe(observer)) {
      Limiter limiter = limiter(PER_MINUTE);
      String first = limiter.call().run(() -> "answer");
      limiter.pause(TEN);
      trial.inThread(() -> limiter.call().waitForever().run(() -> first));
      trial.advance(Duration.ofSeconds(12));

      assertThat(waits.get(0).cause()).isEqualTo(PAUSE);
      assertThat(waits.get(0).limit()).isEmpty();
      assertThat(waits.get(0).waited()).containsExactly(PAUSE, TEN, LIMIT, Duration.ofSeconds(2));
      trial.advance(MINUTE);

      assertThat(atTheEnd).containsExactly(Map.of(PAUSE, TEN, LIMIT, MINUTE.minus(TEN)));
      assertThat(waits.get(0).waited()).isEqualTo(atTheEnd.get(0));
    }
  }

  /** Whatever happens meanwhile, no time is lost, and none counts twice. */
  @Test
  void theCausesAddUpToTheWait() {
    for (long seed = 0; seed < 40; seed++) {
      Ritmo.reset(trial.clock());
      List<LimiterEvent> events = new CopyOnWriteArrayList<>();
      Random random = new Random(seed);
      try (Registration unused = Ritmo.listen(events::add)) {
        disturb(random, seed);
        while (!isOver(events)) {
          Thread.onSpinWait();
        }
      }
      for (LimiterEvent event : events) {
        if (event instanceof LimiterEvent.Waited waited) {
          assertWithMessage("seed %s: %s", seed, waited)
              .that(waited.byCause().values().stream().reduce(Duration.ZERO, Duration::plus))
              .isEqualTo(waited.waited());
        }
      }
    }
  }

  private static boolean isOver(List<LimiterEvent> events) {
    return events.stream().anyMatch(event -> event instanceof LimiterEvent.ShutDown);
  }

  private void disturb(Random random, long seed) {
    boolean hasKeys = seed % 2 == 0;
    Limits limits =
        Limits.of(Limit.calls(3, 10, SECONDS), Limit.concurrent(2)).setup(Duration.ZERO);
    Limiter limiter =
        Ritmo.limiter("waits", hasKeys ? limits.perKey(Limit.calls(2, 10, SECONDS)) : limits);
    List<CompletableFuture<Permit>> permits = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      switch (random.nextInt(8)) {
        case 0 -> limiter.pause(Duration.ofMillis(random.nextInt(9_000)));
        case 1 -> limiter.resume();
        case 2, 3 -> {
          for (CompletableFuture<Permit> permit : permits) {
            if (permit.isDone() && !permit.isCompletedExceptionally()) {
              permit.join().close();
            }
          }
        }
        case 4 -> trial.advance(Duration.ofMillis(random.nextInt(5_000)));
        default -> {
          LimitedCall call = limiter.call().waitForever();
          permits.add(trial.enter("any", hasKeys ? call.key(random.nextInt(3)) : call));
        }
      }
    }
    limiter.shutDown();
    trial.settle();
  }
}
