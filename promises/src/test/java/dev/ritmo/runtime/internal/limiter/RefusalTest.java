package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.time.Timeline.NEVER;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No call waits in vain. */
final class RefusalTest {

  private static final long MILLI = 1_000_000;
  private static final Limit SHORT = Limit.calls(1, 100, TimeUnit.MILLISECONDS); // 105 ms
  private static final Limit LONG = Limit.calls(2, 1, TimeUnit.SECONDS); // 1050 ms

  private final VirtualClock clock = new VirtualClock();

  @Test
  void aCallWhoseTurnWouldComeTooLateIsRefusedAtOnce() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);
    line.arrive(1, false, NEVER);

    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class,
            () -> line.limiter().admit(null, Terms.oneCall(210 * MILLI - 1)));

    assertThat(refusal.limiterName()).isEqualTo("line");
    assertThat(refusal.limit()).hasValue(SHORT);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(210));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "Limiter \"line\" refused the call: its turn would come in 210 ms, later than it may"
                + " wait (limit: 1 call per 100 ms). Fix: come back then, or raise maxWait.");
  }

  @Test
  void aCallMayWaitExactlyUntilItsTurn() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);

    line.arrive(1, true, 105 * MILLI);
    line.advance(105 * MILLI);

    assertThat(line.outcomes().times()).asList().containsExactly(0L, 105 * MILLI);
  }

  @Test
  void aCallThatMayNotWaitIsRefusedEachTime() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);
    line.arrive(1, false, 0);
    line.advance(110 * MILLI);
    line.arrive(2, false, 0);
    line.advance(MILLI);

    line.arrive(3, false, 0);

    assertThat(line.limiter().snapshot().refused()).isEqualTo(2);
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aCallIsRefusedAfterAPauseThatNobodyWaitedIn() {
    Line line = new Line(clock, SHORT);
    line.pause(10 * MILLI);
    line.advance(20 * MILLI);
    line.arrive(0, false, 0);
    line.advance(MILLI);

    assertThrows(
        RateLimitExceededException.class,
        () -> line.limiter().admit(null, Terms.oneCall(100 * MILLI)));
  }

  @Test
  void aRefusedCallTakesNothing() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);
    line.arrive(1, false, 50 * MILLI);

    line.arrive(2, false, 105 * MILLI);
    line.advance(200 * MILLI);

    assertThat(line.outcomes().order()).containsExactly(0, 2).inOrder();
  }

  @Test
  void aRefusalNamesTheLimitThatTheTurnWouldWaitFor() {
    Line line = new Line(clock, SHORT, LONG);
    line.arrive(0, false, 0);
    line.arrive(1, false, NEVER); // at 105 ms, by the short one

    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class,
            () -> line.limiter().admit(null, Terms.oneCall(500 * MILLI)));

    assertThat(refusal.limit()).hasValue(LONG);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(1050));
  }

  @Test
  void aRefusalDuringAPauseNamesNoLimit() {
    Line line = new Line(clock, SHORT);
    line.pause(300 * MILLI);

    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class, () -> line.limiter().admit(null, Terms.oneCall(0)));

    assertThat(refusal.limit()).isEmpty();
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(300));
    assertThat(refusal).hasMessageThat().contains("the limiter is paused");
  }

  @Test
  void aPauseRefusesThoseWhoseTurnItMovesTooFar() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);
    line.arrive(1, true, 150 * MILLI);
    line.arrive(2, false, 300 * MILLI);
    line.arrive(3, false, NEVER);
    line.advance(10 * MILLI);

    line.pause(240 * MILLI);

    assertThat(line.outcomes().toString())
        .isEqualTo(
            """
            {0=[admitted at 0]
            1=[refused at 10000000 by null for 240000000]}""");
    line.advance(500 * MILLI);
    assertThat(line.outcomes().times()).asList().containsExactly(0L, 250 * MILLI, 355 * MILLI);
  }

  @Test
  void aRetryWaitsFromItsNotBeforeTimeOn() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, true, 0);

    line.retry(0, 500 * MILLI, 0);
    line.advance(500 * MILLI);

    assertThat(line.outcomes().times()).asList().containsExactly(0L, 500 * MILLI);
  }

  @Test
  void aRetryIsRefusedAtOnceIfItsTurnWouldComeTooLate() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, true, 0);

    line.retry(0, 50 * MILLI, 54 * MILLI);

    assertThat(line.outcomes().toString())
        .isEqualTo("{0=[admitted at 0, refused at 0 by 1 call per 100 ms for 105000000]}");
  }

  @Test
  void aRetryThatComesDueRefusesThoseItMovesTooFar() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, true, NEVER);
    line.arrive(1, true, 110 * MILLI);

    line.retry(0, 20 * MILLI, NEVER);

    assertThat(line.outcomes().toString())
        .isEqualTo(
            """
            {0=[admitted at 0]
            1=[refused at 0 by 1 call per 100 ms for 210000000]}""");
  }

  /** Who leaves may let somebody go earlier, so that a third comes later. */
  @Test
  void aCallIsRefusedWhenItsTurnMovesBecauseAnotherLeft() {
    Line line = new Line(clock, SHORT);
    line.arrive(0, false, 0);
    line.arrive(1, false, NEVER);
    line.advance(105 * MILLI);
    line.arrive(2, false, NEVER); // at 210 ms
    line.retry(0, 195 * MILLI, 30 * MILLI); // from 300 ms on: at 315 ms
    line.retry(1, 185 * MILLI, NEVER); // from 290 ms on: at 420 ms

    line.leave(2);
    line.advance(185 * MILLI);

    assertThat(line.outcomes().toString())
        .isEqualTo(
            """
            {0=[admitted at 0, refused at 290000000 by 1 call per 100 ms for 105000000]
            1=[admitted at 105000000, admitted at 290000000]
            2=[left at 105000000]}""");
  }

  @Test
  void theLatenessOfTheMachineRefusesNobodyWhoWaits() {
    CountingTime late = new CountingTime(clock, 3 * MILLI);
    Line line = new Line(clock, late, SHORT);
    for (int id = 0; id < 12; id++) {
      line.arrive(id, id % 2 == 0, id * 105L * MILLI);
    }

    line.advance(2000 * MILLI);

    assertThat(line.limiter().snapshot().refused()).isEqualTo(0);
    assertThat(line.outcomes().order()).hasSize(12);
    assertThat(line.outcomes().times()[11]).isEqualTo(11 * 108L * MILLI);
  }

  @Test
  void aMachineThatIsVeryLateRefusesWhoWouldComeTooLate() {
    CountingTime late = new CountingTime(clock, 60 * MILLI);
    Line line = new Line(clock, late, SHORT);
    line.arrive(0, true, 0);
    line.arrive(1, true, NEVER); // at 105 ms, but does not notice before 165 ms
    line.arrive(2, false, 210 * MILLI);

    line.advance(165 * MILLI);

    assertThat(line.outcomes().toString())
        .isEqualTo(
            """
            {0=[admitted at 0]
            1=[admitted at 165000000]
            2=[refused at 165000000 by 1 call per 100 ms for 105000000]}""");
  }
}
