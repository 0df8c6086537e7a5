package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends a pause that a provider has asked for. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class PauseEndTest {

  private static final Limit EACH = Limit.calls(10, 1, SECONDS);
  private static final Duration DAY = Duration.ofDays(1);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Permit pause(LimitedCall call, Duration stated) {
    Permit permit = call.acquire();
    permit.rejected(stated);
    permit.close();
    return permit;
  }

  @Test
  void theOperatorsWordFreesWhoeverWaits() {
    Limiter limiter = Ritmo.limiter("paused", EACH);
    pause(limiter.call(), DAY);
    trial.enter("future", limiter.call().waitForever());
    trial.block("thread", limiter.call().waitForever());
    trial.enter("forever", limiter.call().maxWait(ChronoUnit.FOREVER.getDuration()));
    trial.advance(Duration.ofHours(1));
    assertThat(trial.admitted()).isEmpty();
    assertThat(limiter.snapshot().waiting()).isEqualTo(3);

    limiter.resume();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("future", "thread", "forever");
    assertThat(limiter.snapshot().pausedUntil()).isNull();
    limiter.call().maxWait(Duration.ZERO).acquire();
  }

  @Test
  void theOperatorsWordFreesAllKeys() {
    Limiter limiter = Ritmo.limiter("keyed", Limits.of(EACH).perKey(EACH));
    pause(limiter.call().key("a"), DAY);
    trial.enter("a", limiter.call().key("a").waitForever());
    trial.block("b", limiter.call().key("b").waitForever());
    trial.advance(Duration.ofHours(1));
    assertThat(trial.admitted()).isEmpty();

    limiter.resume();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("a", "b");
  }

  @Test
  void theOperatorsWordFreesEveryAccount() {
    Limiter limiter = Ritmo.limiter("accounts", Limits.of().perKey(EACH).accountPerKey());
    pause(limiter.call().key("a"), DAY);
    pause(limiter.call().key("b"), Duration.ofHours(5));
    trial.enter("a", limiter.call().key("a").waitForever());
    trial.block("b", limiter.call().key("b").waitForever());
    trial.settle();
    assertThat(trial.admitted()).isEmpty();

    limiter.resume();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("a", "b");
  }

  @Test
  void theOperatorsWordFreesKeysThatShareAnAccountAndNothingElse() {
    Limiter limiter = Ritmo.limiter("tenants", Limits.of().perKey(EACH));
    pause(limiter.call().key("a"), DAY);
    trial.enter("new", limiter.call().key("new").waitForever());

    limiter.resume();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("new");
  }

  @Test
  void aLimiterThatWasResumedIsPausedAgainByTheNextAnswer() {
    Limiter limiter = Ritmo.limiter("paused", EACH);
    pause(limiter.call(), DAY);
    limiter.resume();
    trial.advance(Duration.ofMillis(200));

    pause(limiter.call(), Duration.ofSeconds(10));
    trial.enter("waits", limiter.call().waitForever());
    trial.advance(Duration.ofMillis(9999));
    assertThat(trial.admitted()).isEmpty();
    trial.advance(Duration.ofMillis(1));

    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void anAnswerToARequestFromBeforeThePauseDoesNotEndIt() {
    Limiter limiter = Ritmo.limiter("paused", EACH);
    Permit underWay = limiter.call().acquire();
    trial.advance(Duration.ofMillis(10));
    pause(limiter.call(), DAY);
    trial.enter("waits", limiter.call().waitForever());
    trial.advance(Duration.ofMillis(10));

    underWay.close();
    trial.settle();

    assertThat(trial.admitted()).isEmpty();
    assertThat(limiter.snapshot().pausedUntil()).isNotNull();
  }

  @Test
  void resumingWhatIsNotPausedChangesNothing() {
    Limiter limiter = Ritmo.limiter("paused", Limit.calls(1, 10, SECONDS));
    limiter.call().acquire();
    trial.enter("waits", limiter.call().waitForever());

    limiter.resume();
    trial.settle();

    assertThat(trial.admitted()).isEmpty();
    trial.advance(Duration.ofSeconds(11));
    assertThat(trial.admitted()).containsExactly("waits");
  }
}
