package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ritmo switched off, and on again. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class OffTest {

  private static final Limits ONE = Limits.of(Limit.calls(1, 60, SECONDS), Limit.concurrent(1));
  private static final RetrySettings RETRY = RetrySettings.DEFAULT.retryOn(TimeoutException.class);

  @AfterEach
  void close() {
    Ritmo.reset();
  }

  @Test
  void everyCallOfAProgramPasses() throws Exception {
    Ritmo.off();
    Limiter limiter = Ritmo.limiter("api", ONE);
    LimitedCall call = limiter.call().maxWait(Duration.ZERO);

    for (int i = 0; i < 5; i++) {
      Permit unclosed = call.acquire();
      unclosed.observe(Dimension.CALLS, 1, 0, Duration.ofHours(1));
      unclosed.rejected(Duration.ofHours(1));
      unclosed.failed(new IllegalStateException("the body"));
      assertThat(call.run(() -> "answer")).isEqualTo("answer");
      assertThat(call.acquireAsync().isDone()).isTrue();
      assertThat(call.runAsync(() -> new CompletableFuture<>()).isDone()).isFalse();
    }
    limiter.pause(Duration.ofHours(1));
    call.acquire().giveBack();

    assertThat(limiter.snapshot().admitted()).isEqualTo(0);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
  }

  @Test
  void callsWithKeysPass() {
    Ritmo.off();
    Limiter limiter = Ritmo.limiter("api", Limits.of().perKey(Limit.calls(1, 60, SECONDS)));

    for (int i = 0; i < 5; i++) {
      limiter.call().key("user").maxWait(Duration.ZERO).acquire().close();
    }
  }

  @Test
  void nothingIsRetried() {
    Ritmo.off();
    Limiter limiter = Ritmo.limiter("api", ONE);
    int[] attempts = new int[1];

    assertThrows(
        TimeoutException.class,
        () ->
            limiter
                .call()
                .retry(RETRY)
                .run(
                    () -> {
                      attempts[0]++;
                      throw new TimeoutException();
                    }));

    assertThat(attempts[0]).isEqualTo(1);
  }

  @Test
  void guardsOfMethodsPass() throws Exception {
    Ritmo.off();
    Admission limiter = ((NamedLimiter) Ritmo.limiter("api", ONE)).resolved();
    MethodGuard guard =
        MethodGuard.ofProgram(limiter, Terms.oneCall(0), new Retry(RETRY, limiter.timeline()));

    for (int i = 0; i < 5; i++) {
      long unfinished = guard.admit();
      assertThat(unfinished).isEqualTo(0);
      String answer = guard.call().run(() -> "answer");
      assertThat(answer).isEqualTo("answer");
      assertThat(guard.start(() -> CompletableFuture.completedFuture("answer")).join())
          .isEqualTo("answer");
    }
  }

  @Test
  void aResetLimitsAgainAndForgetsWhatWasAdmitted() {
    Ritmo.limiter("api", ONE).call().acquire();
    Ritmo.off();
    Ritmo.reset();

    LimitedCall call = Ritmo.limiter("api", ONE).call().maxWait(Duration.ZERO);

    assertThat(Ritmo.limiters()).hasSize(1);
    call.acquire().close();
    assertThrows(RateLimitExceededException.class, call::acquire);
  }

  @Test
  void thoseWhoWaitGoOnWaitingInTheLimiterForgotten() {
    try (Trial trial = new Trial()) {
      Limiter forgotten = Ritmo.limiter("api", Limit.calls(1, 60, SECONDS));
      forgotten.call().acquire();
      trial.enter("waits", forgotten.call().waitForever());

      Ritmo.reset(trial.clock());

      trial.advance(Duration.ofSeconds(61));
      assertThat(trial.admitted()).containsExactly("waits");
      assertThat(Ritmo.limiters()).isEmpty();
    }
  }
}
