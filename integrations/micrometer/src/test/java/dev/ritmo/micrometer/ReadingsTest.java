package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read from a snapshot. */
final class ReadingsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Readings read(LimiterSnapshot... limiters) {
    return Readings.of(List.of(limiters), NOW);
  }

  private static @Nullable Double number(Readings readings, RitmoMeter meter, String... tags) {
    return readings.numbers().get(SeriesKey.of(meter, tags));
  }

  private static WaitTotals oneWait(int bucket, Duration wait) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(WaitTotals.BOUNDS.size() + 1, 0L));
    counts.set(bucket, 1L);
    return WaitTotals.of(1, wait, counts);
  }

  @Test
  void callsAndFailuresAreSplitByMethodWaitsAndRetriesAreNot() {
    WaitTotals second = oneWait(4, Duration.ofSeconds(1));
    LimiterSnapshot limiter =
        LimiterSnapshot.builder("openai")
            .methods(
                List.of(
                    MethodState.builder("none").admitted(1).build(),
                    MethodState.builder("com.acme.Summaries.summarize(String)")
                        .admitted(7)
                        .refused(2)
                        .failures(Map.of(Signal.Reason.TOO_LARGE, 3L))
                        .retries(Map.of(Signal.Reason.RATE, 4L))
                        .waits(Map.of(WaitCause.SHARED, second))
                        .build(),
                    MethodState.builder("com.acme.Summaries.title(String)")
                        .retries(Map.of(Signal.Reason.RATE, 5L))
                        .waits(Map.of(WaitCause.SHARED, second))
                        .build()))
            .build();

    Readings readings = read(limiter);

    String method = "com.acme.Summaries.summarize(String)";
    assertThat(number(readings, RitmoMeter.CALLS, "openai", method, "admitted")).isEqualTo(7);
    assertThat(number(readings, RitmoMeter.CALLS, "openai", method, "refused")).isEqualTo(2);
    assertThat(number(readings, RitmoMeter.CALLS, "openai", "none", "admitted")).isEqualTo(1);
    assertThat(number(readings, RitmoMeter.FAILURES, "openai", method, "too_large")).isEqualTo(3);
    assertThat(number(readings, RitmoMeter.RETRIES, "openai", "rate")).isEqualTo(9);
    assertThat(readings.waits())
        .containsExactly(SeriesKey.of(RitmoMeter.WAIT, "openai", "shared"), second.plus(second));
  }

  private static LimiterSnapshot limited(LimitState... states) {
    return LimiterSnapshot.builder("openai").states(List.of(states)).build();
  }

  @Test
  void aLoweredLimitIsLowerInTheSamePeriod() {
    Limit declared = Limit.calls(60, 60, TimeUnit.SECONDS);
    LimitState state =
        LimitState.of(declared, 5, Duration.ZERO).effective(Limit.calls(5, 10, TimeUnit.SECONDS));

    Readings readings = read(limited(state));

    assertThat(number(readings, RitmoMeter.LIMIT_DECLARED, "openai", "calls", "60s")).isEqualTo(60);
    assertThat(number(readings, RitmoMeter.LIMIT_EFFECTIVE, "openai", "calls", "60s"))
        .isEqualTo(30);
    assertThat(number(readings, RitmoMeter.LIMIT_USED, "openai", "calls", "60s")).isEqualTo(5);
  }

  @Test
  void ofTwoLimitsOfOnePeriodTheStricterIsShown() {
    LimitState strict = LimitState.of(Limit.calls(10, 60, TimeUnit.SECONDS), 1, Duration.ZERO);
    LimitState loose = LimitState.of(Limit.calls(20, 1, TimeUnit.MINUTES), 2, Duration.ZERO);

    for (LimiterSnapshot limiter : List.of(limited(strict, loose), limited(loose, strict))) {
      Readings readings = read(limiter);
      assertThat(number(readings, RitmoMeter.LIMIT_DECLARED, "openai", "calls", "60s"))
          .isEqualTo(10);
      assertThat(number(readings, RitmoMeter.LIMIT_USED, "openai", "calls", "60s")).isEqualTo(1);
    }
  }

  @Test
  void aPauseThatIsOverIsZero() {
    assertThat(
            number(
                read(LimiterSnapshot.builder("openai").pausedUntil(NOW.minusSeconds(1)).build()),
                RitmoMeter.PAUSED,
                "openai"))
        .isEqualTo(0);
  }

  @Test
  void periodsAsTags() {
    assertThat(Readings.period(Limit.calls(1, 2, TimeUnit.HOURS))).isEqualTo("7200s");
    assertThat(Readings.period(Limit.calls(1, 250, TimeUnit.MILLISECONDS))).isEqualTo("250ms");
    assertThat(Readings.period(Limit.calls(1, 1500, TimeUnit.NANOSECONDS))).isEqualTo("1500ns");
    assertThat(Readings.period(Limit.concurrent(1))).isEqualTo("none");
  }
}
