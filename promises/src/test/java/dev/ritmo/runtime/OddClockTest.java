package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clocks that stand still, or go back although they must not. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class OddClockTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private long behind;
  private boolean fails;
  private final Trial trial = Trial.on(this::shifted);
  private final Limiter limiter = Ritmo.limiter("api", Limit.calls(2, 60, SECONDS));

  private TimeSource shifted(TimeSource time) {
    return new WrappedTime(time) {
      @Override
      public long nanoTime() {
        return super.nanoTime() - behind;
      }

      @Override
      public void park(Object blocker, long nanos) {
        if (fails) {
          throw new IllegalStateException("no parking");
        }
        super.park(blocker, nanos);
      }
    };
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private Permit acquire() {
    return limiter.call().maxWait(Duration.ZERO).acquire();
  }

  @Test
  void callsWithinOneTickAreCountedOneByOne() {
    Permit first = acquire();
    acquire();
    assertThrows(RateLimitExceededException.class, this::acquire);

    first.giveBack();

    acquire();
    assertThrows(RateLimitExceededException.class, this::acquire);
    assertThat(limiter.snapshot().admitted()).isEqualTo(3);
    assertThat(limiter.snapshot().givenBack()).isEqualTo(1);
  }

  @Test
  void aCallerWhoseThreadCannotWaitLeavesTheLine() {
    acquire();
    acquire();
    fails = true;

    assertThrows(IllegalStateException.class, () -> limiter.call().waitForever().acquire());

    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aClockThatGoesBackAdmitsNobodyEarlier() {
    acquire();
    acquire();
    trial.advance(MINUTE.minusSeconds(1));

    behind = MINUTE.toNanos();
    assertThrows(RateLimitExceededException.class, this::acquire);
    trial.advance(MINUTE.plusSeconds(1));
    assertThrows(RateLimitExceededException.class, this::acquire);

    trial.advance(Duration.ofSeconds(1)); // the clock shows 61 s
    acquire();
  }

  @Test
  void aCallThatWaitsWhileTheClockGoesBackIsAdmittedWhenItHasCaughtUp() {
    acquire();
    trial.advance(Duration.ofSeconds(1)); // so that their turns are at different times
    acquire();
    trial.enter("future", limiter.call().waitForever());
    trial.block("thread", limiter.call().waitForever());
    trial.advance(MINUTE.minusSeconds(2));

    behind = MINUTE.toNanos();
    trial.advance(MINUTE);
    assertThat(trial.admitted()).isEmpty();

    trial.advance(MINUTE);
    assertThat(trial.admitted()).containsExactly("future", "thread").inOrder();
  }

  @Test
  void aPauseLastsFromTheLatestTimeSeen() {
    trial.advance(MINUTE);
    acquire();
    behind = MINUTE.toNanos();

    limiter.pause(Duration.ofSeconds(30));

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, this::acquire);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aClockThatStartsNearItsOverflowIsLikeAnyOther() {
    behind = trial.clock().nanoTime() - Long.MAX_VALUE + 5;
    Ritmo.reset(shifted(trial.clock()));
    Limiter late = Ritmo.limiter("late", Limit.calls(1, 60, SECONDS));
    late.call().acquire();
    trial.enter("waits", late.call().waitForever());

    trial.advance(MINUTE);
    assertThat(trial.admitted()).isEmpty();
    trial.advance(Duration.ofSeconds(1));

    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void aPauseWithoutEndKeepsEverybodyOut() {
    limiter.pause(Duration.ofSeconds(Long.MAX_VALUE));

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, this::acquire);
    trial.enter("waits", limiter.call().waitForever());
    trial.advance(Duration.ofDays(365));

    assertThat(refusal.retryAfter()).isGreaterThan(Duration.ofDays(365));
    assertThat(trial.admitted()).isEmpty();
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);
    assertThat(limiter.snapshot().pausedUntil()).isNotNull();
  }
}
