package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls of a key are told that the limits over all keys keep out. */
@Timeout(20)
final class KeyRefusalTest {

  private static final Limit ALL = Limit.calls(1, 60, SECONDS);
  private static final Limit EACH = Limit.calls(10, 60, SECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static RateLimitExceededException refusal(LimitedCall call, Duration maxWait) {
    return assertThrows(RateLimitExceededException.class, () -> call.maxWait(maxWait).acquire());
  }

  @Test
  void aRefusalNamesTheLimitOverAllKeysAndWhenToComeBack() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(ALL).perKey(EACH));
    limiter.call().key("a").acquire();

    RateLimitExceededException refusal = refusal(limiter.call().key("b"), Duration.ZERO);

    assertThat(refusal.limit()).hasValue(ALL);
    trial.advance(refusal.retryAfter());
    limiter.call().key("b").maxWait(Duration.ZERO).acquire();
  }

  @Test
  void aCallThatCannotGoInTimeIsRefusedWithoutWaiting() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(ALL).perKey(EACH));
    limiter.call().key("a").acquire();

    RateLimitExceededException refusal =
        refusal(limiter.call().key("b"), Duration.ofSeconds(59)); // would wait: nobody advances

    assertThat(refusal.limit()).hasValue(ALL);
    assertThat(refusal.retryAfter()).isGreaterThan(Duration.ofSeconds(60));
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aCallThatAPauseKeepsOutIsRefusedWithoutWaiting() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(ALL).perKey(EACH));
    limiter.pause(Duration.ofMinutes(5));

    RateLimitExceededException refusal = refusal(limiter.call().key("a"), Duration.ofMinutes(4));

    assertThat(refusal.limit()).isEmpty();
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aRefusalNamesTheSlotsOverAllKeys() {
    Limit slots = Limit.concurrent(1);
    Limiter limiter = Ritmo.limiter("api", Limits.of(slots).perKey(EACH));
    Permit held = limiter.call().key("a").acquire();

    RateLimitExceededException refusal = refusal(limiter.call().key("b"), Duration.ZERO);

    assertThat(refusal.limit()).hasValue(slots);
    held.close();
    limiter.call().key("b").maxWait(Duration.ZERO).acquire();
  }

  @Test
  void aRefusalNamesTheLimitOfItsOwnKeyIfThatIsInTheWay() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(Limit.calls(100, 60, SECONDS)).perKey(ALL));
    limiter.call().key("a").acquire();

    RateLimitExceededException refusal = refusal(limiter.call().key("a"), Duration.ofSeconds(3));

    assertThat(refusal.limit()).hasValue(ALL);
    assertThat(refusal.retryAfter()).isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void whoWaitsIsRefusedAtOnceWhenAPauseMovesItTooFar() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(ALL).perKey(EACH));
    limiter.call().key("a").acquire();
    LimitedCall waiting = limiter.call().maxWait(Duration.ofMinutes(2));
    var soon = trial.enter("b", waiting.key("b"));
    var late = trial.enter("c", waiting.key("c").maxWait(Duration.ofMinutes(10)));

    limiter.pause(Duration.ofMinutes(5));
    trial.settle();

    assertThat(Trial.refusalOf(soon).retryAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(late.isDone()).isFalse();
    trial.advance(Duration.ofMinutes(5));
    assertThat(late.isDone()).isTrue();
  }

  @Test
  void whoWaitsIsRefusedAtOnceWhenOtherLimitsMoveItTooFar() {
    Limiter limiter = Ritmo.limiter("api", Limits.of(ALL).perKey(EACH));
    limiter.call().key("a").acquire();
    var waiting = trial.enter("b", limiter.call().key("b").maxWait(Duration.ofMinutes(2)));

    limiter.change(Limits.of(Limit.calls(1, 600, SECONDS)).perKey(EACH));
    trial.settle();

    assertThat(Trial.refusalOf(waiting).retryAfter()).isGreaterThan(Duration.ofMinutes(9));
  }
}
