package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each key has a state and a line of its own. */
final class KeysTest {

  private static final Limit TWO_A_MINUTE = Limit.calls(2, 60, SECONDS);

  private final VirtualClock clock = new VirtualClock();
  private final Caller caller = new Caller(clock);

  @BeforeEach
  void useVirtualTime() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void useRealTime() {
    Ritmo.reset();
  }

  private static Limiter limiter(Limits limits) {
    return Ritmo.limiter("keys", limits.setup(Duration.ZERO)); // most calls here never end
  }

  private static boolean admits(Limiter limiter, Object key) {
    try {
      Permit unused = limiter.call().key(key).maxWait(Duration.ZERO).acquire();
      return true;
    } catch (RateLimitExceededException refusal) {
      return false;
    }
  }

  @Test
  void eachKeyHasTheWholeLimit() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE));

    for (String key : List.of("a", "b", "c")) {
      assertThat(admits(limiter, key)).isTrue();
      assertThat(admits(limiter, key)).isTrue();
      assertThat(admits(limiter, key)).isFalse();
    }
    assertThat(limiter.snapshot().keys()).isEqualTo(3);
  }

  @Test
  void idleKeysAreForgotten() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE));
    for (int i = 0; i < 100; i++) {
      assertThat(admits(limiter, i)).isTrue();
    }
    caller.advance(61_000);

    for (int i = 0; i < 60; i++) {
      assertThat(admits(limiter, "one")).isEqualTo(i < 2);
      caller.advance(10);
    }

    assertThat(limiter.snapshot().keys()).isEqualTo(1);
  }

  @Test
  void aKeyWhosePermitWasLostIsForgottenAfterAnHour() {
    Limiter limiter = limiter(Limits.of().perKey(Limit.concurrent(1)));
    assertThat(admits(limiter, "lost")).isTrue();
    caller.advance(3_600_000);

    assertThat(admits(limiter, "other")).isTrue();
    assertThat(admits(limiter, "another")).isTrue();

    assertThat(limiter.snapshot().keys()).isEqualTo(2);
    assertThat(limiter.snapshot().lost()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoRoomIdleKeysGoFirst() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE).maxKeys(2));
    assertThat(admits(limiter, "idle")).isTrue();
    caller.advance(50_000);
    assertThat(admits(limiter, "busy")).isTrue();
    caller.advance(11_000);

    assertThat(admits(limiter, "new")).isTrue();
    assertThat(admits(limiter, "busy")).isTrue();
    assertThat(admits(limiter, "busy")).isFalse();
    assertThat(limiter.snapshot().keys()).isEqualTo(2);
  }

  @Test
  void keysBeyondTheMostShareOneStateAndNobodyExceedsTheLimit() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE).maxKeys(1));
    assertThat(admits(limiter, "first")).isTrue();

    assertThat(admits(limiter, "second")).isTrue();
    assertThat(admits(limiter, "third")).isTrue();
    assertThat(admits(limiter, "second")).isFalse();
    assertThat(admits(limiter, "first")).isTrue();
    assertThat(admits(limiter, "first")).isFalse();
  }

  @Test
  void aKeyThatGetsAStateOfItsOwnHasNotMoreThanTheLimit() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE).maxKeys(1));
    assertThat(admits(limiter, "first")).isTrue();
    caller.advance(30_000);
    assertThat(admits(limiter, "second")).isTrue();
    assertThat(admits(limiter, "second")).isTrue();
    caller.advance(31_000); // the first is idle now

    assertThat(admits(limiter, "second")).isFalse();
    caller.advance(30_000);

    assertThat(admits(limiter, "second")).isTrue();
  }

  @Test
  void aKeyIsNotLockedOutByCallsThatRanInTheSharedState() {
    Limiter limiter = limiter(Limits.of().perKey(Limit.concurrent(2)).maxKeys(1));
    Permit first = limiter.call().key("first").acquire();
    Permit second = limiter.call().key("second").acquire();
    Permit third = limiter.call().key("third").acquire();
    first.close();

    assertThat(admits(limiter, "second")).isFalse();
    second.close();
    third.close();

    assertThat(admits(limiter, "second")).isTrue();
    assertThat(admits(limiter, "second")).isTrue();
    assertThat(admits(limiter, "second")).isFalse();
  }

  @Test
  void allKeysTogetherKeepTheOverallLimit() {
    Limits limits = Limits.of(Limit.calls(3, 60, SECONDS)).perKey(TWO_A_MINUTE);
    Limiter limiter = limiter(limits);

    assertThat(admits(limiter, "a")).isTrue();
    assertThat(admits(limiter, "a")).isTrue();
    assertThat(admits(limiter, "b")).isTrue();
    assertThat(admits(limiter, "b")).isFalse();
    assertThat(admits(limiter, "c")).isFalse();
  }

  @Test
  void aNoisyKeyDoesNotStarveAQuietOne() {
    Limits limits = Limits.of(Limit.calls(1, 1, SECONDS)).perKey(Limit.calls(100, 1, SECONDS));
    LimitedCall call = limiter(limits).call().waitForever();
    for (int i = 0; i < 20; i++) {
      caller.call("noisy", call.key("noisy"));
    }
    caller.call("quiet", call.key("quiet"));
    caller.call("quiet", call.key("quiet"));
    caller.advance(5300);

    assertThat(caller.names())
        .containsExactly("noisy", "quiet", "noisy", "quiet", "noisy", "noisy")
        .inOrder();
  }

  /** The code of a key runs while no lock is held, so anything can happen meanwhile. */
  @Test
  void aKeyThatGetsRoomWhileItIsTurnedAwayHasNotMoreThanTheLimit() {
    Limiter limiter = limiter(Limits.of().perKey(TWO_A_MINUTE).maxKeys(1));
    assertThat(admits(limiter, "first")).isTrue();
    List<Long> admissions = new ArrayList<>();
    SlowKey slow =
        new SlowKey(
            () -> {
              caller.advance(61_000); // the first is idle now
              admitTwo(limiter, admissions);
            });

    if (admits(limiter, slow)) {
      admissions.add(clock.nanoTime());
    }
    admitTwo(limiter, admissions);

    long[] times = admissions.stream().mapToLong(Long::longValue).toArray();
    assertThat(WindowCheck.of(times, Duration.ofMinutes(1)).largest()).isEqualTo(2);
  }

  private void admitTwo(Limiter limiter, List<Long> admissions) {
    for (int i = 0; i < 2; i++) {
      if (admits(limiter, new SlowKey(() -> {}))) {
        admissions.add(clock.nanoTime());
      }
    }
  }

  /** All of them are equal; at the third look at one, something happens. */
  private static final class SlowKey {
    private final Runnable meanwhile;
    private int looks;

    SlowKey(Runnable meanwhile) {
      this.meanwhile = meanwhile;
    }

    @Override
    public int hashCode() {
      looks++;
      if (looks == 3) {
        meanwhile.run();
      }
      return 7;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SlowKey;
    }
  }

  @Test
  void aKeyWhoseOnlyWaiterIsRefusedHoldsUpNobodyElse() {
    Limit tokens = Limit.tokens(1000, 60, SECONDS);
    Limiter limiter = limiter(Limits.of(Limit.concurrent(1)).perKey(tokens));
    LimitedCall noisy = limiter.call().key("noisy").tokens(100).maxWait(Duration.ofSeconds(10));
    LimitedCall quiet = limiter.call().key("quiet").tokens(100);
    Permit first = noisy.acquire();
    var second = noisy.acquireAsync(); // waits for the slot

    first.settle(Dimension.TOKENS, 950);
    caller.advance(0);
    assertThat(second.isCompletedExceptionally()).isTrue();
    first.close();

    for (int i = 0; i < 3; i++) {
      quiet.maxWait(Duration.ZERO).acquire().close();
    }
  }
}
