package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.failureOf;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that run under a limiter with slots, and are tried again. */
final class RetriedSlotTest {

  private static final int CALLS = 0;
  private static final int SLOTS = 1;
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(10, 60, SECONDS).jitter(0).retryOn(TimeoutException.class);

  private final Trial trial = new Trial();
  private final Limiter limiter =
      Ritmo.limiter("api", Limit.calls(10, 60, SECONDS), Limit.concurrent(1));
  private final List<Long> slotsInBody = new ArrayList<>();

  @AfterEach
  void close() {
    trial.close();
  }

  private String failFirst() throws TimeoutException {
    slotsInBody.add(used(limiter, SLOTS));
    if (slotsInBody.size() == 1) {
      throw new TimeoutException();
    }
    return "answer";
  }

  private void assertOtherCallsPass() {
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);
    limiter.call().maxWait(Duration.ZERO).acquire().close();
  }

  @Test
  void theSlotOfAThreadIsFreeUntilItTriesAgain() {
    var call = trial.inThread(() -> limiter.call().retry(RETRY).run(this::failFirst));

    assertOtherCallsPass();
    trial.advance(TEN);

    assertThat(call.outcome().join()).isEqualTo("answer");
    assertThat(slotsInBody).containsExactly(1L, 1L);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(used(limiter, CALLS)).isEqualTo(3);
  }

  @Test
  void theSlotOfAFutureIsFreeUntilItTriesAgain() {
    CompletableFuture<String> call =
        limiter
            .call()
            .retry(RETRY)
            .runAsync(
                () -> {
                  try {
                    return CompletableFuture.completedFuture(failFirst());
                  } catch (TimeoutException e) {
                    return CompletableFuture.failedFuture(e);
                  }
                });

    assertOtherCallsPass();
    trial.advance(TEN);

    assertThat(call.join()).isEqualTo("answer");
    assertThat(slotsInBody).containsExactly(1L, 1L);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void anAttemptWaitsForASlotThatOthersHold() {
    var call = trial.inThread(() -> limiter.call().retry(RETRY).run(this::failFirst));
    Permit held = limiter.call().acquire();
    trial.advance(TEN.multipliedBy(2));
    assertThat(slotsInBody).hasSize(1);

    held.close();
    trial.settle();

    assertThat(call.outcome().join()).isEqualTo("answer");
  }

  @Test
  void whoStopsWaitingForAnAttemptHoldsNothing() {
    var thread = trial.inThread(() -> limiter.call().retry(RETRY).run(this::failFirst));
    CompletableFuture<Object> future =
        limiter
            .call()
            .retry(RETRY)
            .runAsync(() -> CompletableFuture.failedFuture(new TimeoutException()));
    assertThat(limiter.snapshot().waiting()).isEqualTo(2);

    thread.thread().interrupt();
    future.cancel(true);
    trial.settle();

    assertThat(failureOf(thread.outcome())).isInstanceOf(InterruptedWaitException.class);
    assertThat(failureOf(thread.outcome()).getSuppressed()[0]).isInstanceOf(TimeoutException.class);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(trial.clock().next()).isEmpty();
  }

  @Test
  void aBodyThatIsCancelledWhileItRunsFreesItsSlot() {
    CompletableFuture<String> body = new CompletableFuture<>();
    CompletableFuture<String> call = limiter.call().retry(RETRY).runAsync(() -> body);

    call.cancel(true);

    assertThat(body.isCancelled()).isTrue();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }
}
