package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.refusalOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a limiter. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class ShutDownTest {

  private static final Limit ONE = Limit.calls(1, 60, SECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void everybodyWhoWaitsIsRefusedAtOnce() {
    Limiter limiter = Ritmo.limiter("api", ONE);
    limiter.call().acquire();
    var waiting =
        List.of(
            trial.block("thread", limiter.call().waitForever()).outcome(),
            trial.enter("future", limiter.call().waitForever()),
            trial.enter("low", limiter.call().priority(Priority.LOW).waitForever()),
            limiter
                .call()
                .waitForever()
                .runAsync(() -> CompletableFuture.completedFuture("answer")));

    limiter.shutDown();
    trial.settle();

    for (CompletableFuture<?> call : waiting) {
      assertThat(refusalOf(call)).hasMessageThat().contains("has been shut down");
      assertThat(refusalOf(call).retryAfter()).isEqualTo(ChronoUnit.FOREVER.getDuration());
    }
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(limiter.snapshot().refused()).isEqualTo(4);
    assertThat(trial.clock().next()).isEmpty();
  }

  @Test
  void everybodyIsRefusedFromThenOnWithEveryKey() {
    Limiter limiter = Ritmo.limiter("api", Limits.of().perKey(ONE).maxKeys(2));
    limiter.call().key("known").acquire();

    limiter.shutDown();

    for (String key : List.of("known", "new", "too many")) {
      assertThrows(RateLimitExceededException.class, () -> limiter.call().key(key).acquire(), key);
    }
    limiter.change(Limits.of().perKey(Limit.calls(100, 60, SECONDS)).maxKeys(2));
    assertThrows(RateLimitExceededException.class, () -> limiter.call().key("known").acquire());
  }

  @Test
  void callsThatRunEndAsUsual() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 60, SECONDS), Limit.concurrent(1));
    Permit permit = limiter.call().tokens(50).acquire();

    limiter.shutDown();
    permit.settle(Dimension.TOKENS, 20);
    permit.close();

    assertThat(Trial.used(limiter, 0)).isEqualTo(20);
    assertThat(Trial.used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void aCallThatWaitsToBeTriedAgainEndsWithItsLastFailure() {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(10, 60, SECONDS));
    TimeoutException failure = new TimeoutException();
    CompletableFuture<Object> call =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT.delays(10, 60, SECONDS).retryOn(TimeoutException.class))
            .runAsync(() -> CompletableFuture.failedFuture(failure));

    limiter.shutDown();
    trial.settle();

    assertThat(Trial.failureOf(call)).isSameInstanceAs(failure);
    assertThat(failure.getSuppressed()).hasLength(1);
  }

  @Test
  void aLimiterOfTheSameNameAfterAResetAdmits() {
    Ritmo.limiter("api", ONE).shutDown();

    Ritmo.reset(trial.clock());

    Ritmo.limiter("api", ONE).call().maxWait(Duration.ZERO).acquire();
  }
}
