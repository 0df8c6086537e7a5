package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.time.Timeline.NEVER;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nobody looks at the clock in vain. */
final class CheapWaitingTest {

  private static final long MILLI = 1_000_000;
  private static final int MANY = 10_000;

  private final VirtualClock clock = new VirtualClock();
  private final CountingTime time = new CountingTime(clock);
  private final Line line = new Line(clock, time, Limit.calls(10, 100, TimeUnit.MILLISECONDS));

  @Test
  void tenThousandCallsWithoutThreadsHaveTwoTimersAtATime() {
    for (int id = 0; id < MANY; id++) {
      line.arrive(id, false, NEVER);
    }

    line.advance(MANY / 10 * 105L * MILLI);

    assertThat(line.outcomes().order()).hasSize(MANY);
    assertThat(time.mostTimers.get()).isAtMost(2);
    assertThat(time.schedules.get()).isAtMost(3 * MANY);
  }

  @Test
  void manyBlockedThreadsAreWokenAFewTimesEach() {
    int threads = 500;
    for (int id = 0; id < threads; id++) {
      line.arrive(id, true, NEVER);
    }

    line.advance(threads / 10 * 105L * MILLI);

    assertThat(line.outcomes().order()).hasSize(threads);
    assertThat(time.schedules.get()).isEqualTo(0);
    assertThat(time.unparks.get()).isAtMost(threads);
    assertThat(time.parks.get()).isAtMost(3 * threads);
  }

  @Test
  void manyRetriesThatComeDueHaveTwoTimersAtATime() {
    int retries = 500;
    for (int id = 0; id < retries; id++) {
      line.arrive(id, false, NEVER);
      line.advance(11 * MILLI);
    }
    for (int id = 0; id < retries; id++) {
      line.retry(id, (retries - id) * MILLI, NEVER); // whoever comes due takes the head's place
    }

    line.advance(retries / 10 * 105L * MILLI + 1000 * MILLI);

    assertThat(line.outcomes().order()).hasSize(2 * retries);
    assertThat(time.mostTimers.get()).isAtMost(2);
    assertThat(time.schedules.get()).isAtMost(10 * retries);
  }
}
