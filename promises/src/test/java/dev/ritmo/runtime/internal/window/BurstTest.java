package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A burst is a second window, shorter and smaller, that is kept with the first. */
final class BurstTest {

  private static final long MILLI = 1_000_000;

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void bothWindowsAreKeptAsInALog(
      @ForAll @IntRange(min = 2, max = 12) int calls,
      @ForAll @IntRange(min = 1, max = 11) int most,
      @ForAll("events") List<WindowEvent> events) {
    int burst = Math.min(most, calls - 1);
    Limit limit = Limit.calls(calls, 400, TimeUnit.MILLISECONDS).burst(burst);
    long shorter = (400 * MILLI * burst + calls - 1) / calls;
    NaiveWindow whole = new NaiveWindow(calls, 420 * MILLI);
    NaiveWindow part = new NaiveWindow(burst, shorter + Math.min(50 * MILLI, shorter / 20));
    LimitSet windows = new LimitSet(List.of(limit), false, Inference.Factory.NONE, new Watch());
    long now = 0;
    for (WindowEvent event : events) {
      now += event.after();
      if (event instanceof WindowEvent.Reserve reserve) {
        long amount = Math.min(burst, 1 + reserve.amount());
        Weights weights = Weights.calls(amount);
        long time = windows.earliest(now, weights);
        assertWithMessage("%s", event)
            .that(time)
            .isEqualTo(Math.max(whole.earliest(now, amount), part.earliest(now, amount)));
        if (reserve.takes()) {
          now = time;
          windows.admit(now, now, weights);
          whole.admit(now, amount, 0);
          part.admit(now, amount, 0);
        }
      }
    }
  }

  @Test
  void aCallThatIsMoreThanABurstIsTooLarge() {
    Limit limit = Limit.calls(10, 60, TimeUnit.SECONDS).burst(2);
    LimitSet windows = new LimitSet(List.of(limit), false, Inference.Factory.NONE, new Watch());

    assertThat(windows.tooSmallFor(Weights.calls(2))).isNull();
    assertThat(windows.tooSmallFor(Weights.calls(3))).isEqualTo(limit);
  }

  @Provide
  Arbitrary<List<WindowEvent>> events() {
    return WindowEvent.any(6, 400 * MILLI).list().ofMaxSize(60).filter(list -> !list.isEmpty());
  }

  @Property(tries = 50)
  void theLongestPeriodKeepsNobodyWaitingAtFirst(@ForAll @IntRange(min = 1, max = 3) int calls) {
    Limit limit = Limit.calls(calls, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
    LimitSet windows = new LimitSet(List.of(limit), false, Inference.Factory.NONE, new Watch());

    assertThat(windows.earliest(0, Weights.ONE_CALL)).isEqualTo(0);
  }
}
