package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference.Outcome;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rejections that are nobody's limit do to a limiter in use, and what a real limit does. */
final class StormTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final Limit HUNDRED = Limit.calls(100, 10, TimeUnit.SECONDS);

  private final VirtualClock clock = new VirtualClock();

  private Admission limiter(Limits limits) {
    return new LimiterCore("storm", limits.setup(Duration.ZERO), new Timeline(clock));
  }

  private Wire wire(Admission limiter, Wire.Provider provider) {
    return new Wire(clock, limiter, provider);
  }

  private static Wire.Provider storm(long from, long to) {
    return Wire.Provider.rejecting(time -> time >= from * MILLI && time < to * MILLI);
  }

  /** At most so many in any period, and what is rejected does not count. */
  private static Wire.Provider sliding(int most, long period) {
    ArrayDeque<Long> served = new ArrayDeque<>();
    return time -> {
      while (!served.isEmpty() && served.peekFirst() <= time - period) {
        served.removeFirst();
      }
      if (served.size() >= most) {
        return Wire.End.REJECTED;
      }
      served.addLast(time);
      return Wire.End.SERVED;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aStrayRejectionCostsNextToNothing(int strays) {
    Admission limiter = limiter(Limits.of(HUNDRED));
    int[] left = {strays};
    Wire wire =
        wire(
            limiter,
            time -> time > 30 * SECOND && left[0]-- > 0 ? Wire.End.REJECTED : Wire.End.SERVED);
    wire.calls(3000);

    wire.advance(310_000); // 30 periods and their margins are 301.5 s

    assertThat(wire.rejected()).isEqualTo(strays);
    assertThat(wire.served()).isAtLeast(2970);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
  }

  @Test
  void aStormIsProbedByOneRequestAtATimeAndThenTheWholeLimitIsUsedAtOnce() {
    Wire wire = wire(limiter(Limits.of(HUNDRED)), storm(0, 60_000));
    wire.calls(400);
    wire.advance(2000);
    wire.takeMostUnderWay();

    wire.advance(57_000);
    assertWithMessage("under way").that(wire.takeMostUnderWay()).isAtMost(1);
    assertWithMessage("sent").that(wire.sentBetween(2000, 59_000)).isAtMost(60);
    while (wire.served() == 0) {
      wire.advance(10);
    }
    long end = wire.now() / MILLI;
    assertWithMessage("end").that(end).isLessThan(76_000); // a quarter of its age
    wire.advance(1000);

    assertWithMessage("sent at once").that(wire.sentBetween(end - 10, end + 1000)).isAtLeast(80);
    wire.advance(60_000);
    assertThat(wire.served()).isEqualTo(400);
  }

  @Test
  void backOffsEndWithTheStormAndStartFromTheBeginningAfterIt() {
    Wire wire = wire(limiter(Limits.of(HUNDRED)), storm(0, 40_000));
    wire.calls(50);
    wire.advance(40_000);
    while (wire.served() == 0) {
      wire.advance(10);
    }

    wire.advance(1000);

    assertThat(wire.served()).isEqualTo(50);
  }

  @Test
  void aProbeThatIsNeverAnsweredHoldsUpNobodyForMoreThanAMinute() {
    Wire wire = wire(limiter(Limits.of(HUNDRED)), storm(0, 100_000));
    wire.calls(60);
    wire.advance(5000);
    wire.provider(time -> Wire.End.LOST);
    long before = wire.sent().size();
    while (wire.sent().size() == before) {
      wire.advance(10);
    }
    wire.advance(30);
    wire.provider(time -> Wire.End.SERVED);

    wire.advance(61_000);

    assertThat(wire.served()).isEqualTo(59);
  }

  @Test
  void callsThatWaitInAStormAreRefusedInTimeAndNotBefore() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, storm(0, 100_000));
    wire.calls(20);
    wire.advance(5000);
    for (int i = 0; i < 10; i++) {
      wire.call(null, Weights.ONE_CALL, 20 * SECOND);
    }
    assertThat(wire.refused()).isEmpty();

    wire.advance(20_100);

    assertThat(wire.refused().size()).isAtLeast(9); // one may be a probe
    long first = wire.refused().get(0);
    assertWithMessage("sent although others were refused")
        .that(wire.sentBetween(first, 25_000))
        .isEqualTo(0);
    assertThat(limiter.snapshot().waiting()).isAtMost(21);
  }

  @Test
  void callsThatWaitInAStormForLongEnoughAreServed() {
    Wire wire = wire(limiter(Limits.of(HUNDRED)), storm(0, 15_000));
    wire.calls(5);
    wire.advance(5000);
    for (int i = 0; i < 50; i++) {
      wire.call(null, Weights.ONE_CALL, 20 * SECOND);
    }

    wire.advance(40_000);

    assertThat(wire.refused()).isEmpty();
    assertThat(wire.served()).isEqualTo(55);
  }

  @Test
  void withoutInferenceExactlyWhatIsDeclaredIsKept() {
    Admission limiter = limiter(Limits.of(HUNDRED).withoutInference());
    Wire wire = wire(limiter, sliding(60, 10 * SECOND));
    wire.calls(1000);

    wire.advance(300_000);

    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
    assertThat(limiter.snapshot().states().get(0).margin()).isEqualTo(Duration.ofMillis(50));
    assertThat(wire.rejected()).isGreaterThan(300);
  }

  @Test
  void inferenceCanBeSwitchedOffAndOnAgain() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, sliding(60, 10 * SECOND));
    wire.calls(4000);
    wire.advance(100_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();

    limiter.change(Limits.of(HUNDRED).withoutInference().setup(Duration.ZERO));
    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
    wire.advance(50_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();

    limiter.change(Limits.of(HUNDRED).setup(Duration.ZERO));
    wire.advance(100_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();
  }

  @Test
  void aChangeForgetsWhatWasInferredAndUsesTheWholeLimitAtOnce() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, sliding(60, 10 * SECOND));
    wire.calls(2000);
    wire.advance(95_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();
    wire.advance(12_000);

    wire.provider(time -> Wire.End.SERVED);
    limiter.change(Limits.of(HUNDRED).setup(Duration.ZERO));
    long from = wire.now() / MILLI;
    wire.advance(10_000);

    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
    assertThat(wire.sentBetween(from, from + 10_000)).isAtLeast(98);
  }

  @Test
  void aHeaderThatReportsMoreLiftsWhatWasInferredAtOnce() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, sliding(60, 10 * SECOND));
    wire.calls(2000);
    wire.advance(95_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();
    wire.provider(time -> Wire.End.SERVED);
    limiter.observe(null, wire.now(), new Observation(Dimension.CALLS, 100, 99, 10 * SECOND, 0));

    assertThat(limiter.snapshot().states().get(0).isLowered()).isFalse();
    long from = wire.now() / MILLI;
    wire.advance(20_000);
    assertThat(wire.sentBetween(from + 10_000, from + 20_000)).isAtLeast(98);
  }

  @Test
  void aCallLargerThanWhatWasInferredGoesAlone() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, sliding(10, 10 * SECOND));
    wire.calls(100);
    wire.advance(60_000);
    assertThat(limiter.snapshot().states().get(0).effective().amount()).isAtMost(15);
    wire.provider(time -> Wire.End.SERVED);

    wire.call(null, Weights.calls(50), Timeline.NEVER);
    wire.advance(300_000);

    assertThat(wire.served()).isEqualTo(101);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void keysThatAreAccountsInferEachForItself() {
    Admission limiter = limiter(Limits.of().perKey(HUNDRED).accountPerKey());
    Wire bad = wire(limiter, sliding(30, 10 * SECOND));
    Wire good = wire(limiter, time -> Wire.End.SERVED);
    for (int i = 0; i < 1000; i++) {
      bad.call("bad", Weights.ONE_CALL, Timeline.NEVER);
      good.call("good", Weights.ONE_CALL, Timeline.NEVER);
    }

    bad.advance(105_000);

    assertThat(good.served()).isEqualTo(1000);
    assertThat(bad.served()).isAtLeast(250);
    assertThat(bad.rejected()).isLessThan(120);
  }

  @Test
  void otherKeysInferForAll() {
    Admission limiter = limiter(Limits.of(HUNDRED).perKey(Limit.calls(90, 10, TimeUnit.SECONDS)));
    Wire wire = wire(limiter, sliding(30, 10 * SECOND));
    for (int i = 0; i < 600; i++) {
      wire.call("key " + i % 4, Weights.ONE_CALL, Timeline.NEVER);
    }

    wire.advance(220_000);

    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();
    assertThat(wire.served()).isAtLeast(530);
    assertThat(wire.rejected()).isLessThan(120);
  }

  @Test
  void aStormOfKeysEndsForAllOfThem() {
    Admission limiter = limiter(Limits.of(HUNDRED).perKey(Limit.calls(90, 10, TimeUnit.SECONDS)));
    Wire wire = wire(limiter, storm(0, 40_000));
    for (int i = 0; i < 80; i++) {
      wire.call("key " + i % 8, Weights.ONE_CALL, Timeline.NEVER);
    }
    wire.advance(40_000);
    while (wire.served() == 0) {
      wire.advance(10);
    }
    assertThat(wire.now() / MILLI).isLessThan(51_000);

    wire.advance(2000);

    assertThat(wire.served()).isEqualTo(80);
  }

  @Test
  void aStormOfKeysWithoutALimitOverAllEndsForAllOfThem() {
    Admission limiter = limiter(Limits.of().perKey(Limit.calls(90, 10, TimeUnit.SECONDS)));
    Wire wire = wire(limiter, storm(0, 40_000));
    for (int i = 0; i < 80; i++) {
      wire.call("key " + i % 8, Weights.ONE_CALL, Timeline.NEVER);
    }

    wire.advance(60_000);

    assertThat(wire.served()).isEqualTo(80);
  }

  @Test
  void slotsAndInferenceTogether() {
    Admission limiter = limiter(Limits.of(HUNDRED, Limit.concurrent(4)));
    Wire wire = wire(limiter, storm(10_000, 30_000));
    wire.calls(600);

    wire.advance(100_000);

    assertThat(wire.takeMostUnderWay()).isAtMost(4);
    assertThat(wire.served()).isEqualTo(600);
    assertThat(limiter.snapshot().states().get(1).used()).isEqualTo(0);
  }

  @Test
  void lowerLimitsAreFoundWithSlotsToo() {
    Admission limiter = limiter(Limits.of(HUNDRED, Limit.concurrent(50)));
    Wire wire = wire(limiter, sliding(50, 10 * SECOND));
    wire.calls(500);

    wire.advance(120_000);

    assertThat(wire.served()).isAtLeast(480);
    assertThat(wire.rejected()).isLessThan(150);
  }

  @Test
  void whatWasInferredIsGoneAfterFiveIdleMinutes() {
    Admission limiter = limiter(Limits.of(HUNDRED));
    Wire wire = wire(limiter, sliding(60, 10 * SECOND));
    wire.calls(500);
    wire.advance(100_000);
    assertThat(limiter.snapshot().states().get(0).isLowered()).isTrue();

    wire.advance(330_000);

    wire.provider(time -> Wire.End.SERVED);
    long from = wire.now() / MILLI;
    wire.calls(100);
    wire.advance(10);
    assertThat(wire.sentBetween(from, from + 10)).isEqualTo(100);
  }

  @Test
  void oneAccountSaysNothingOfTheBackOffOfAnother() {
    Limit each = Limit.calls(90, 10, TimeUnit.SECONDS);
    Admission limiter = limiter(Limits.of(HUNDRED).perKey(each).accountPerKey());
    Wire bad = wire(limiter, storm(0, 50));
    Wire good = wire(limiter, storm(0, 50));
    bad.call("bad", Weights.ONE_CALL, Timeline.NEVER);
    good.call("good", Weights.ONE_CALL, Timeline.NEVER);
    good.advance(40);
    good.call("good", Weights.ONE_CALL, Timeline.NEVER);
    good.advance(480);

    assertThat(good.sentBetween(450, 500)).isEqualTo(1); // the others back off for half a second
    assertThat(bad.sentBetween(1, 520)).isEqualTo(0);
    bad.advance(1000);
    assertThat(bad.served()).isEqualTo(1);
  }

  @Test
  void callsThatWereLostBeforeTheFirstHasEndedAreForgotten() {
    Limits limits = Limits.of(HUNDRED, Limit.concurrent(1));
    Admission limiter = new LimiterCore("cold", limits, new Timeline(clock));
    long unused = limiter.admit(null, Terms.oneCall(0));
    assertThat(limiter.isWatching()).isTrue();

    clock.advance(Duration.ofHours(2));
    for (int i = 0; i < 3; i++) {
      long arrival = limiter.admit(null, Terms.oneCall(0));
      limiter.close(null, arrival, Terms.oneCall(0), Outcome.SERVED);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(limiter.isWatching()).isFalse();
  }
}
