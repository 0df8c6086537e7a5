package dev.ritmo.runtime.internal.text;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadableDurationTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.000000001S, 1 ns",
    "PT0.000001S, 1 ms",
    "PT0.0401S, 41 ms",
    "PT0.999S, 999 ms",
    "PT0.9990001S, 1 second",
    "PT1S, 1 second",
    "PT1.01S, 1.1 seconds",
    "PT2.5S, 2.5 seconds",
    "PT9.99S, 10 seconds",
    "PT45S, 45 seconds",
    "PT45.000000001S, 46 seconds",
    "PT59.5S, 1 minute",
    "PT1M30S, 1 minute 30 seconds",
    "PT1M1S, 1 minute 1 second",
    "PT59M59.1S, 1 hour",
    "PT3H, 3 hours",
    "PT1H0M1S, 1 hour 1 minute",
    "PT23H59M1S, 1 day",
    "PT77H, 3 days 5 hours",
    "P3DT4H0M1S, 3 days 5 hours",
    "P400D, 400 days",
    "PT-5S, -5 seconds"
  })
  void aWaitIsWrittenInWordsAndRoundedUp(Duration duration, String text) {
    assertThat(ReadableDuration.words(duration)).isEqualTo(text);
  }

  @Test
  void noDurationIsTooLong() {
    assertThat(ReadableDuration.words(Long.MAX_VALUE)).isEqualTo("106752 days");
    assertThat(ReadableDuration.words(ChronoUnit.FOREVER.getDuration())).endsWith("days 16 hours");
    assertThat(ReadableDuration.words(Duration.ofSeconds(Long.MIN_VALUE + 1)))
        .startsWith("-10675199");
  }

  @ParameterizedTest
  @CsvSource({
    "60, SECONDS, 60 s",
    "90, SECONDS, 90 s",
    "1, MINUTES, 1 min",
    "1440, SECONDS, 24 min",
    "3600, SECONDS, 1 h",
    "5400, SECONDS, 90 min",
    "86400, SECONDS, 1 d",
    "1000, SECONDS, 1000 s",
    "90, MINUTES, 90 min",
    "1440, MINUTES, 1 d",
    "24, HOURS, 24 h",
    "720, HOURS, 30 d",
    "365, DAYS, 365 d",
    "3300, MILLISECONDS, 3.3 s",
    "999, MILLISECONDS, 999 ms",
    "1000, MILLISECONDS, 1 s",
    "60000, MILLISECONDS, 60 s",
    "1500, MICROSECONDS, 1500 us",
    "3300000000, NANOSECONDS, 3.3 s",
    "3000000001, NANOSECONDS, 3.000000001 s",
    "5, NANOSECONDS, 5 ns"
  })
  void aPeriodIsWrittenExactly(long length, TimeUnit unit, String text) {
    assertThat(ReadableDuration.period(length, unit)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"ar-EG-u-nu-arab", "fa-IR", "th-TH-u-nu-thai", "de-DE", "hi-IN-u-nu-deva"})
  void digitsAreAsciiInEveryLocale(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));

    assertThat(ReadableDuration.words(Duration.ofMillis(2500))).isEqualTo("2.5 seconds");
    assertThat(ReadableDuration.words(Duration.ofDays(1234))).isEqualTo("1234 days");
    assertThat(ReadableDuration.period(123_456, TimeUnit.MILLISECONDS)).isEqualTo("123.456 s");
  }
}
