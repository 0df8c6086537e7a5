package dev.ritmo.runtime.spi;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be declared, in the class that the processor writes or elsewhere. */
final class SettingsTest {

  private static final RetrySettings RETRY = RetrySettings.DEFAULT;

  @Test
  void theDefaultsAreThoseOfTheAnnotation() {
    assertThat(RETRY.maxAttempts()).isEqualTo(5);
    assertThat(RETRY.initialDelayNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(RETRY.maxDelayNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    assertThat(RETRY.multiplier()).isEqualTo(2.0);
    assertThat(RETRY.jitter()).isEqualTo(0.2);
    assertThat(RETRY.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(RETRY.unit()).isEqualTo(TimeUnit.SECONDS);
    assertThat(RETRY.retryOn()).isEmpty();
    assertThat(RETRY.abortOn()).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("calls must be at least 1, but was 0", () -> Limit.calls(0, 1, TimeUnit.SECONDS)),
        wrong("period must be at least 1, but was -1", () -> Limit.calls(1, -1, TimeUnit.SECONDS)),
        wrong(
            "period must be at most 146 years, but was 54000 DAYS",
            () -> Limit.calls(1, 54_000, TimeUnit.DAYS)),
        wrong("maxAttempts must be at least 1, but was 0", () -> RETRY.maxAttempts(0)),
        wrong(
            "initialDelay must not be negative, but was -1",
            () -> RETRY.delays(-1, 1, TimeUnit.SECONDS)),
        wrong(
            "maxDelay must be at least initialDelay and at most 146 years, but was 1000000000",
            () -> RETRY.delays(2, 1, TimeUnit.SECONDS)),
        wrong("multiplier must be at least 1, but was 0.5", () -> RETRY.multiplier(0.5)),
        wrong("jitter must be from 0 to 1, but was NaN", () -> RETRY.jitter(Double.NaN)),
        wrong(
            "deadline must be from 1 ns to 146 years, but was 0",
            () -> RETRY.deadline(0, TimeUnit.SECONDS)),
        wrong(
            "maxWait must not be negative, but was -1",
            () -> GovernedMethod.of("m()", "api").maxWait(-1, TimeUnit.SECONDS)));
  }

  private static Arguments wrong(String message, Supplier<Object> settings) {
    return arguments(message, settings);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aNumberOutOfItsBoundsIsNamedWithTheValue(String message, Supplier<Object> settings) {
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, settings::get);

    assertThat(thrown).hasMessageThat().isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, SECONDS, 1 call per 1 s",
    "10, 60, SECONDS, 10 calls per 60 s",
    "10, 90, SECONDS, 10 calls per 90 s",
    "5, 1500, MICROSECONDS, 5 calls per 1500 us",
    "5000, 1, DAYS, 5000 calls per 1 d",
    "3, 5, NANOSECONDS, 3 calls per 5 ns"
  })
  void aLimitIsWrittenInTheUnitOfItsPeriod(int calls, long period, TimeUnit unit, String text) {
    assertThat(Limit.calls(calls, period, unit).toString()).isEqualTo(text);
  }

  @Test
  void limitsAreTheSameInAnyUnit() {
    List<Limit> minute = List.of(Limit.calls(10, 1, TimeUnit.MINUTES));

    assertThat(Limit.same(minute, List.of(Limit.calls(10, 60, TimeUnit.SECONDS)))).isTrue();
    assertThat(Limit.same(minute, List.of(Limit.calls(10, 61, TimeUnit.SECONDS)))).isFalse();
    assertThat(Limit.same(minute, List.of())).isFalse();
  }

  @Test
  void foreverIsForeverInAnyUnit() {
    GovernedMethod method = GovernedMethod.of("m()", "api");

    assertThat(method.maxWait(Long.MAX_VALUE, TimeUnit.DAYS).maxWaitNanos())
        .isEqualTo(GovernedMethod.FOREVER);
    assertThat(method.maxWaitNanos()).isEqualTo(GovernedMethod.DEFAULT_WAIT);
  }
}
