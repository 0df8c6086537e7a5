package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.time.Timeline.NEVER;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who goes when, in scenes small enough to be checked by hand. */
final class AdmissionTest {

  private static final long MILLI = 1_000_000;

  private final VirtualClock clock = new VirtualClock();

  private Line line(Limit... limits) {
    return new Line(clock, limits);
  }

  private static Limit perTenth(int calls) {
    return Limit.calls(calls, 100, TimeUnit.MILLISECONDS); // with its margin 105 ms
  }

  @Test
  void callsWithinTheLimitGoAtOnce() {
    Line line = line(perTenth(3));

    line.arrive(0, false, 0);
    line.arrive(1, true, 0);
    line.arrive(2, false, 0);

    assertThat(line.outcomes().times()).asList().containsExactly(0L, 0L, 0L);
  }

  @Test
  void callsBeyondItGoOnePeriodAndTheMarginAfterThoseTheyReplace() {
    Line line = line(perTenth(2));

    line.arrive(0, true, NEVER);
    line.advance(30 * MILLI);
    for (int id = 1; id <= 5; id++) {
      line.arrive(id, id % 2 == 0, NEVER);
    }
    line.advance(1000 * MILLI);

    assertThat(line.outcomes().times())
        .asList()
        .containsExactly(0L, 30 * MILLI, 105 * MILLI, 135 * MILLI, 210 * MILLI, 240 * MILLI)
        .inOrder();
    assertThat(line.outcomes().order()).containsExactly(0, 1, 2, 3, 4, 5).inOrder();
  }

  @Test
  void theMarginIsATwentiethOfThePeriodAndAtMostFiftyMilliseconds() {
    assertThat(LimitSet.margin(perTenth(1))).isEqualTo(5 * MILLI);
    assertThat(LimitSet.margin(Limit.calls(1, 1, TimeUnit.SECONDS))).isEqualTo(50 * MILLI);
    assertThat(LimitSet.margin(Limit.calls(1, 1, TimeUnit.DAYS))).isEqualTo(50 * MILLI);
  }

  @Test
  void aCallIsCountedByAllLimitsOrByNone() {
    Line line = line(perTenth(1), Limit.calls(2, 1000, TimeUnit.MILLISECONDS));

    for (int id = 0; id < 4; id++) {
      line.arrive(id, id % 2 == 0, NEVER);
    }
    line.advance(3000 * MILLI);

    assertThat(line.outcomes().times())
        .asList()
        .containsExactly(0L, 105 * MILLI, 1050 * MILLI, 1155 * MILLI)
        .inOrder();
  }

  @Test
  void aRetryIsPassedByUntilItIsDueAndThenStandsByItsFirstArrival() {
    Line line = line(perTenth(1));

    line.arrive(0, true, NEVER);
    line.arrive(1, false, NEVER);
    line.arrive(2, true, NEVER);
    line.arrive(3, false, NEVER);
    line.retry(0, 150 * MILLI, NEVER);
    line.advance(1000 * MILLI);

    assertThat(line.outcomes().order()).containsExactly(0, 1, 0, 2, 3).inOrder();
    assertThat(line.outcomes().times()[2]).isEqualTo(210 * MILLI);
  }

  @Test
  void aCallThatFindsRoomPassesRetriesThatAreNotDueWithoutWaiting() {
    Line line = line(perTenth(1));
    line.arrive(0, false, 0);
    line.retry(0, 500 * MILLI, NEVER);
    line.advance(200 * MILLI);

    AsyncWaiter entered = line.limiter().enter(null, Terms.oneCall(0), waiter -> {});

    assertThat(entered.isAdmitted()).isTrue();
  }

  @Test
  void nobodyGoesBeforeAPauseIsOver() {
    Line line = line(perTenth(2));

    line.pause(300 * MILLI);
    line.pause(200 * MILLI);
    line.arrive(0, true, NEVER);
    line.arrive(1, false, NEVER);
    line.arrive(2, false, NEVER);
    line.advance(1000 * MILLI);

    assertThat(line.outcomes().times())
        .asList()
        .containsExactly(300 * MILLI, 300 * MILLI, 405 * MILLI)
        .inOrder();
  }

  @Test
  void aLimiterWithoutLimitsOnlyPauses() {
    Line line = line();

    line.arrive(0, true, 0);
    line.pause(50 * MILLI);
    line.arrive(1, true, NEVER);
    line.advance(100 * MILLI);

    assertThat(line.outcomes().times()).asList().containsExactly(0L, 50 * MILLI).inOrder();
  }

  @Test
  void aSnapshotSaysWhatIsGoingOn() {
    Line line = line(perTenth(2));
    line.arrive(0, true, NEVER);
    line.arrive(1, false, NEVER);
    line.arrive(2, true, NEVER);
    line.arrive(3, false, 0);
    line.retry(0, 10 * MILLI, NEVER);

    LimiterSnapshot snapshot = line.limiter().snapshot();

    assertThat(snapshot)
        .isEqualTo(
            LimiterSnapshot.builder("line")
                .states(List.of(LimitState.of(perTenth(2), 2, Duration.ofMillis(5))))
                .admitted(2)
                .waiting(2)
                .refused(1)
                .retried(1)
                .retriesLeft(10)
                .queue(snapshot.queue())
                .methods(snapshot.methods())
                .build());
    assertThat(snapshot.queue().nextAdmissions())
        .containsExactly(clock.now().plusNanos(105 * MILLI));
    assertThat(snapshot.queue().startsIn()).isEqualTo(Duration.ofMillis(210));
    assertThat(snapshot.total().admitted()).isEqualTo(2);
  }

  @Test
  void aSnapshotOfAPausedLimiterStillCountsTheWindow() {
    Line line = line(perTenth(2));
    line.arrive(0, true, NEVER);
    line.pause(300 * MILLI);
    line.arrive(1, true, NEVER);

    LimiterSnapshot snapshot = line.limiter().snapshot();

    assertThat(snapshot.states().get(0).used()).isEqualTo(1);
    assertThat(snapshot.pausedUntil()).isEqualTo(clock.now().plusMillis(300));
  }

  @Test
  void inAStandingClockTheFirstGoAndTheOthersWaitQuietly() {
    CountingTime time = new CountingTime(clock);
    Line line = new Line(clock, time, perTenth(3));

    for (int id = 0; id < 50; id++) {
      line.arrive(id, id % 2 == 0, NEVER);
    }

    assertThat(line.outcomes().order()).containsExactly(0, 1, 2).inOrder();
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(47);
    assertThat(time.parks.get()).isAtMost(50);
    assertThat(time.schedules.get()).isAtMost(50);
  }
}
