package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a rejection of one key concerns: all, unless each key is an account of its own. */
final class PauseScopeTest {

  private static final Limit EACH = Limit.calls(10, 1, SECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static boolean admits(Limiter limiter, String key) {
    try {
      limiter.call().key(key).maxWait(Duration.ZERO).acquire().close();
      return true;
    } catch (RateLimitExceededException refusal) {
      return false;
    }
  }

  private static void reject(Limiter limiter, String key) {
    try (Permit permit = limiter.call().key(key).acquire()) {
      permit.rejected(Duration.ofSeconds(5));
    }
  }

  @Test
  void keysShareTheAccount() {
    Limiter limiter = Ritmo.limiter("tenants", Limits.of().perKey(EACH));
    reject(limiter, "a");

    assertThat(admits(limiter, "a")).isFalse();
    assertThat(admits(limiter, "b")).isFalse();
    assertThat(limiter.snapshot().pausedUntil()).isEqualTo(trial.clock().now().plusSeconds(5));
  }

  @Test
  void aKeyThatIsAnAccountIsPausedAlone() {
    Limits perAccount = Limits.of(Limit.calls(100, 1, SECONDS)).perKey(EACH).accountPerKey();
    Limiter limiter = Ritmo.limiter("accounts", perAccount);
    reject(limiter, "a");
    reject(limiter, "b");
    trial.advance(Duration.ofSeconds(5));
    reject(limiter, "a");

    assertThat(admits(limiter, "a")).isFalse();
    assertThat(admits(limiter, "b")).isTrue();
    assertThat(limiter.snapshot().pausedUntil()).isNull();
    assertThat(limiter.snapshot().pauses()).isEqualTo(3);
  }

  @Test
  void aProgramPausesAllKeys() {
    Limiter limiter = Ritmo.limiter("paused", Limits.of().perKey(EACH).accountPerKey());
    limiter.pause(Duration.ofSeconds(1));

    assertThat(admits(limiter, "new")).isFalse();
  }

  @Test
  void whoseTheAccountIsMustBeTheSameEverywhere() {
    Limiter unused = Ritmo.limiter("same", Limits.of().perKey(EACH));

    assertThrows(
        IllegalStateException.class,
        () -> Ritmo.limiter("same", Limits.of().perKey(EACH).accountPerKey()));
  }

  @Test
  void aKeyThatIsForgottenWhileItsCallRunsIsPausedAlone() {
    Limiter limiter = Ritmo.limiter("slow", Limits.of().perKey(EACH).accountPerKey());
    Permit running = limiter.call().key("a").acquire();
    trial.advance(Duration.ofSeconds(2));
    assertThat(admits(limiter, "b")).isTrue();
    assertThat(limiter.snapshot().keys()).isEqualTo(1);

    running.rejected(Duration.ofSeconds(5));

    assertThat(admits(limiter, "a")).isFalse();
    assertThat(admits(limiter, "b")).isTrue();
    trial.advance(Duration.ofSeconds(5));
    assertThat(admits(limiter, "a")).isTrue();
  }

  @Test
  void aKeyWhoseRejectionComesAfterClosingIsPausedAlone() {
    Limits slots = Limits.of().perKey(EACH, Limit.concurrent(2)).accountPerKey();
    Limiter limiter = Ritmo.limiter("closed", slots);
    Permit closed = limiter.call().key("a").acquire();
    closed.close();

    closed.rejected(Duration.ofSeconds(5));

    assertThat(admits(limiter, "a")).isFalse();
    assertThat(admits(limiter, "b")).isTrue();
  }

  @Test
  void withoutKeysThereIsOneAccount() {
    Limiter limiter = Ritmo.limiter("one", Limits.of(EACH).accountPerKey());
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(Duration.ofSeconds(5));
    }

    assertThat(limiter.snapshot().pausedUntil()).isEqualTo(trial.clock().now().plusSeconds(5));
  }
}
