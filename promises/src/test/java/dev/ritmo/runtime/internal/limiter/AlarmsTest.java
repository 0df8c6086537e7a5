package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.WrappedTime;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that ring the alarms of others, and are meant by what follows from that. */
@Timeout(30)
final class AlarmsTest {

  private static final long SECOND = 1_000_000_000;

  private final VirtualClock clock = new VirtualClock();

  /** Runs at once what is due at once. */
  private final WrappedTime inline =
      new WrappedTime(clock) {
        @Override
        public Runnable schedule(Runnable task, long delayNanos) {
          if (delayNanos > 0) {
            return super.schedule(task, delayNanos);
          }
          task.run();
          return () -> {};
        }
      };

  private final Admission limiter =
      new LimiterCore(
          "alarms", Limits.of(Limit.concurrent(1)).setup(Duration.ZERO), new Timeline(inline));

  private void close(long arrival) {
    limiter.close(null, arrival, Terms.oneCall(0), Inference.Outcome.SERVED);
  }

  @Test
  void aThreadHearsWhatFollowsFromTheAlarmThatItRings() {
    long earlier = limiter.admit(null, Terms.oneCall(0));
    close(earlier);
    long holder = limiter.admit(null, Terms.oneCall(0));
    long due = limiter.timeline().now() + 10 * SECOND + 1;
    boolean[] goes = new boolean[1];
    clock.start(
        "retry",
        () -> {
          limiter.readmit(
              null,
              Terms.oneCall(0),
              new Attempt(earlier, due, Timeline.NEVER, false, Admission.NO_CALL));
          goes[0] = true;
        });
    clock.awaitQuiet();
    AsyncWaiter unused =
        limiter.enter(
            null,
            Terms.oneCall(10 * SECOND),
            patient -> {
              try {
                assertThat(patient.tryAdmit()).isFalse();
              } catch (RateLimitExceededException refused) {
                close(
                    holder); // within the look of the thread, which has made out how long to sleep
              }
            });

    clock.advance(Duration.ofSeconds(11));

    assertThat(goes[0]).isTrue();
  }
}
