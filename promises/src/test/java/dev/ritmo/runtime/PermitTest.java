package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a permit, in the right order and in any other. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class PermitTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CALLS = 0;
  private static final int TOKENS = 1;
  private static final int SLOTS = 2;

  private final Trial trial = new Trial();
  private final Log log = new Log();
  private final Limiter limiter =
      Ritmo.limiter(
          "api",
          Limit.calls(10, 60, SECONDS),
          Limit.tokens(1000, 60, SECONDS),
          Limit.concurrent(2));

  @AfterEach
  void close() {
    log.close();
    trial.close();
  }

  private Permit acquire(long tokens) {
    return limiter.call().tokens(tokens).maxWait(Duration.ZERO).acquire();
  }

  private List<Long> counts() {
    return List.of(used(limiter, CALLS), used(limiter, TOKENS), used(limiter, SLOTS));
  }

  @Test
  void settlingAgainCorrectsWhatWasSettledBefore() {
    Permit permit = acquire(100);
    trial.advance(Duration.ofSeconds(1));

    permit.settle(Dimension.TOKENS, 40);
    assertThat(used(limiter, TOKENS)).isEqualTo(40);
    permit.settle(Dimension.TOKENS, 70);
    assertThat(used(limiter, TOKENS)).isEqualTo(70);
    permit.settle(Dimension.TOKENS, 0);
    assertThat(used(limiter, TOKENS)).isEqualTo(0);
  }

  @Test
  void anAmountCanBeStatedOfAnyDimension() {
    Permit permit = limiter.call().takes(Dimension.TOKENS, 70).takes(Dimension.CALLS, 3).acquire();

    assertThat(counts()).isEqualTo(List.of(3L, 70L, 1L));
    permit.close();
    assertThrows(IllegalArgumentException.class, () -> limiter.call().takes(Dimension.SLOTS, 1));
    assertThrows(IllegalArgumentException.class, () -> limiter.call().takes(Dimension.TOKENS, -1));
  }

  @Test
  void usedSettlesEveryKindThatIsLimited() {
    Limiter all =
        Ritmo.limiter(
            "all",
            Limit.tokens(1000, 60, SECONDS),
            Limit.inputTokens(500, 60, SECONDS),
            Limit.outputTokens(500, 60, SECONDS));
    Permit permit = all.call().inputTokens(100).outputTokens(200).acquire();
    assertThat(used(all, 0)).isEqualTo(300);

    permit.used(80, 20);

    assertThat(used(all, 0)).isEqualTo(100);
    assertThat(used(all, 1)).isEqualTo(80);
    assertThat(used(all, 2)).isEqualTo(20);
  }

  @Test
  void aLateSettlementNeitherReturnsWhatNoLongerCountsNorForgetsOveruse() {
    Permit less = acquire(100);
    Permit more = acquire(100);
    trial.advance(HOUR.minusSeconds(1));
    assertThat(counts()).containsExactly(0L, 0L, 2L).inOrder();

    less.settle(Dimension.TOKENS, 10);
    assertThat(used(limiter, TOKENS)).isEqualTo(0);
    more.settle(Dimension.TOKENS, 150);
    assertThat(used(limiter, TOKENS)).isEqualTo(50);
  }

  @Test
  void whatIsOwedCountsFromWhenASurplusMakesRoomForIt() {
    Permit more = acquire(400);
    Permit less = acquire(600);
    more.settle(Dimension.TOKENS, 500); // 100 of them do not fit
    trial.advance(Duration.ofSeconds(5));
    less.settle(Dimension.TOKENS, 500);

    trial.advance(Duration.ofSeconds(59)); // 64 s after what was reserved
    assertThat(used(limiter, TOKENS)).isEqualTo(100);
    trial.advance(Duration.ofSeconds(4));
    assertThat(used(limiter, TOKENS)).isEqualTo(0);
  }

  @Test
  void settlingAfterClosingFailsAndChangesNothing() {
    Permit permit = acquire(100);
    permit.close();

    assertThat(assertThrows(IllegalStateException.class, () -> permit.settle(Dimension.TOKENS, 10)))
        .hasMessageThat()
        .contains("\"api\" must be open");

    assertThat(counts()).containsExactly(1L, 100L, 0L).inOrder();
  }

  @Test
  void settlingAfterClosingFailsWhereNothingIsSettledAsWell() {
    Permit permit = Ritmo.limiter("plain", Limit.calls(1, 1, SECONDS)).call().acquire();
    permit.settle(Dimension.TOKENS, 10);
    permit.close();

    assertThrows(IllegalStateException.class, () -> permit.settle(Dimension.TOKENS, 10));
  }

  @Test
  void closingAgainDoesNothing() {
    Permit permit = acquire(100);
    Permit other = acquire(100);

    permit.close();
    permit.close();
    permit.giveBack();

    assertThat(counts()).containsExactly(2L, 200L, 1L).inOrder();
    other.close();
  }

  @Test
  void givingBackUndoesTheAdmissionOnce() {
    Permit permit = acquire(100);
    acquire(30);

    permit.giveBack();
    permit.giveBack();
    permit.close();

    assertThat(counts()).containsExactly(1L, 30L, 1L).inOrder();
    assertThat(limiter.snapshot().admitted()).isEqualTo(2);
    assertThat(limiter.snapshot().givenBack()).isEqualTo(1);
  }

  /** Both left at the same time, so that only the permit can tell them apart. */
  @Test
  void givingBackTwiceOrAfterClosingTakesNothingFromOthers() {
    Limiter plain = Ritmo.limiter("plain", Limit.calls(3, 60, SECONDS));
    Permit twice = plain.call().acquire();
    Permit closed = plain.call().acquire();
    plain.call().acquire();

    twice.giveBack();
    twice.giveBack();
    closed.close();
    closed.giveBack();

    assertThat(used(plain, 0)).isEqualTo(2);
  }

  @Test
  void givingBackAfterSettlingTakesNothingFromOthers() {
    Permit permit = acquire(100);
    acquire(50);

    permit.settle(Dimension.TOKENS, 10);
    permit.giveBack();

    assertThat(counts()).containsExactly(1L, 50L, 1L).inOrder();
  }

  @Test
  void whatIsGivenBackLetsThoseWhoWaitGoAtOnce() {
    Permit permit = acquire(1000);
    trial.enter("waits", limiter.call().tokens(500));
    trial.advance(Duration.ofSeconds(1));

    permit.giveBack();
    trial.settle();

    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void aPermitThatNobodyClosesIsTakenBackAfterAnHourAndReportedOnce() {
    Permit lost = acquire(10);
    acquire(10);
    trial.enter("waits", limiter.call().tokens(10).waitForever());
    trial.advance(HOUR.minusSeconds(1));
    assertThat(trial.admitted()).isEmpty();

    trial.advance(Duration.ofSeconds(1));
    trial.advance(HOUR.minusSeconds(1));

    assertThat(trial.admitted()).containsExactly("waits");
    assertThat(limiter.snapshot().lost()).isEqualTo(2);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains("\"api\" took back 2 permits");
    assertThrows(IllegalStateException.class, () -> lost.used(1, 1));
    lost.close();
    lost.giveBack();
    assertThat(used(limiter, SLOTS)).isEqualTo(1);
  }

  @Test
  void aPermitOfAKeyThatNobodyClosesDoesNotHoldUpOtherKeysForever() {
    Limiter keyed =
        Ritmo.limiter("keyed", Limits.of(Limit.concurrent(1)).perKey(Limit.calls(10, 60, SECONDS)));
    keyed.call().key("loses it").acquire();
    trial.enter("waits", keyed.call().key("other").waitForever());

    trial.advance(HOUR.plusSeconds(1));

    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void aRejectionAfterClosingPausesAsItDoesBefore() {
    Permit permit = acquire(10);
    permit.close();

    permit.rejected(Duration.ofSeconds(30));

    assertThat(limiter.snapshot().pausedUntil()).isNotNull();
  }
}
