package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.WindowCheck;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
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
    long span = limit.periodNanos() + LimitSet.margin(limit);
    LimitSet window = new LimitSet(List.of(limit), false, Inference.Factory.NONE, new Watch());
    int windows = 20;
    long[] times = new long[calls * windows];
    long arrivals = load * span / 100 / calls; // from all at once to just as many as may go
    long[] ideal = new long[times.length];
    long now = 0;
    for (int i = 0; i < times.length; i++) {
      now = window.earliest(Math.max(now, i * arrivals), Weights.ONE_CALL);
      window.admit(now, now, Weights.ONE_CALL);
      times[i] = now;
      ideal[i] = Math.max(i * arrivals, i < calls ? 0 : ideal[i - calls] + span);
    }

    assertThat(WindowCheck.of(times, Duration.ofNanos(span)).largest()).isAtMost(calls);
    assertThat(now).isAtMost(ideal[times.length - 1] + windows * span / 100);
    assertThat(entries(window)).isAtMost(1024);
  }

  @Test
  void aWindowOfAMillionCallsAMinuteIsSmall() {
    LimitSet window =
        new LimitSet(
            List.of(Limit.calls(1_000_000, 1, TimeUnit.MINUTES)),
            false,
            Inference.Factory.NONE,
            new Watch());
    long now = 0;
    for (int i = 0; i < 3_000_000; i++) {
      now = window.earliest(now + 60_000, Weights.ONE_CALL);
      window.admit(now, now, Weights.ONE_CALL);
    }

    int bytes = 2 * entries(window) * Long.BYTES;
    assertThat(bytes).isLessThan(64 * 1024);
  }

  @Test
  void aSmallWindowIsSmall() {
    LimitSet window =
        new LimitSet(
            List.of(Limit.calls(10, 60, TimeUnit.SECONDS)),
            false,
            Inference.Factory.NONE,
            new Watch());
    for (int i = 0; i < 100; i++) {
      long time = window.earliest(i * 61_000L * MILLI, Weights.ONE_CALL);
      window.admit(time, time, Weights.ONE_CALL);
    }

    assertThat(entries(window)).isEqualTo(10);
  }

  /** The size of the array of times in the only window. */
  private static int entries(LimitSet windows) {
    Object window = field(Array.get(field(field(windows, "windows"), "windows"), 0), "declared");
    Object ring = window instanceof AmountLog ? field(window, "entries") : window;
    return Array.getLength(field(ring, "times"));
  }

  private static Object field(Object of, String name) {
    try {
      Field field = of.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
