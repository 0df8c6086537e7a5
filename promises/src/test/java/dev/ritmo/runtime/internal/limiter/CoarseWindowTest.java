package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.WindowCheck;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Windows of more than 1024 calls count a little coarser, and never too little. */
final class CoarseWindowTest {

  private static final long MILLI = 1_000_000;

  @Property(tries = 200)
  void neverMoreThanTheLimitAndLessThanAHundredthIsLost(
      @ForAll @IntRange(min = 1025, max = 5000) int calls,
      @ForAll @LongRange(min = 1, max = 5000) long period,
      @ForAll @IntRange(min = 0, max = 100) int load) {
    Limit limit = Limit.calls(calls, period, TimeUnit.MILLISECONDS);
    long span = limit.periodNanos() + SlidingWindow.margin(limit);
    SlidingWindow window = new SlidingWindow(limit);
    int windows = 20;
    long[] times = new long[calls * windows];
    long arrivals = load * span / 100 / calls; // from all at once to just as many as may go
    long[] ideal = new long[times.length];
    long now = 0;
    for (int i = 0; i < times.length; i++) {
      now = window.earliest(Math.max(now, i * arrivals));
      window.admit(now);
      times[i] = now;
      ideal[i] = Math.max(i * arrivals, i < calls ? 0 : ideal[i - calls] + span);
    }

    assertThat(WindowCheck.of(times, Duration.ofNanos(span)).largest()).isAtMost(calls);
    assertThat(now).isAtMost(ideal[times.length - 1] + windows * span / 100);
    assertThat(entries(window)).isAtMost(1024);
  }

  @Test
  void aWindowOfAMillionCallsAMinuteIsSmall() {
    SlidingWindow window = new SlidingWindow(Limit.calls(1_000_000, 1, TimeUnit.MINUTES));
    long now = 0;
    for (int i = 0; i < 3_000_000; i++) {
      now = window.earliest(now + 60_000);
      window.admit(now);
    }

    int bytes = entries(window) * Long.BYTES;
    assertThat(bytes).isLessThan(64 * 1024);
  }

  @Test
  void aSmallWindowIsSmall() {
    SlidingWindow window = new SlidingWindow(Limit.calls(10, 60, TimeUnit.SECONDS));
    for (int i = 0; i < 100; i++) {
      window.admit(window.earliest(i * 61_000L * MILLI));
    }

    assertThat(entries(window)).isEqualTo(10);
  }

  private static int entries(SlidingWindow window) {
    try {
      Field times = SlidingWindow.class.getDeclaredField("times");
      times.setAccessible(true);
      return Array.getLength(times.get(window));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
