package dev.ritmo.runtime.internal.signal;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times and durations as providers state them, in nanoseconds, never rounded down. What is
 * negative, more than 400 days or unreadable is {@link Signal#NONE}.
 */
final class StatedTime {

  static final long LONGEST = TimeUnit.DAYS.toNanos(400);

  private static final int MOST_CHARACTERS = 40;

  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(1_000_000_000_000L);

  private StatedTime() {}

  /** The number in a text; null if it holds anything else. */
  static @Nullable BigDecimal number(@Nullable String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      return new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** So many of a unit. */
  static long of(@Nullable BigDecimal amount, TimeUnit unit) {
    if (amount == null || amount.signum() < 0) {
      return Signal.NONE;
    }
    BigDecimal nanos = amount.multiply(BigDecimal.valueOf(unit.toNanos(1)));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
      return Signal.NONE;
    }
    // not by setScale where next to nothing is given: it would fill memory with zeros
    boolean isBelowOne = nanos.compareTo(BigDecimal.ONE) < 0;
    return isBelowOne ? nanos.signum() : nanos.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** The time from one instant until another that a text states; null states nothing. */
  static long between(Instant from, @Nullable Instant until) {
    if (until == null) {
      return Signal.NONE;
    }
    Duration delay = Duration.between(from, until);
    boolean makesSense = !delay.isNegative() && delay.compareTo(Duration.ofNanos(LONGEST)) <= 0;
    return makesSense ? delay.toNanos() : Signal.NONE;
  }

  /** A duration of ISO 8601, {@code PT1M5.5S}; {@link Signal#NONE} if it is none. */
  static long isoDuration(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Signal.NONE;
    }
    try {
      Duration duration = Duration.parse(text.trim());
      boolean makesSense =
          !duration.isNegative() && duration.compareTo(Duration.ofNanos(LONGEST)) <= 0;
      return makesSense ? duration.toNanos() : Signal.NONE;
    } catch (DateTimeException e) {
      return Signal.NONE;
    }
  }

  /**
   * A date in any of the three forms of HTTP (RFC 9110, 5.6.7): {@code Mon, 23 Nov 2026 12:00:07
   * GMT}, {@code Monday, 23-Nov-26 12:00:07 GMT}, {@code Mon Nov 23 12:00:07 2026}; null if it is
   * none.
   *
   * @param now by which the century of a year of two digits is found
   */
  static @Nullable Instant httpDate(@Nullable String text, Instant now) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    for (DateTimeFormatter form : List.of(RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
      try {
        return ZonedDateTime.parse(text.trim(), form).toInstant();
      } catch (DateTimeException e) {
        // the next one
      }
    }
    return null;
  }

  private static final DateTimeFormatter ASCTIME =
      new DateTimeFormatterBuilder()
          .appendPattern("EEE MMM ")
          .padNext(2)
          .appendPattern("d HH:mm:ss yyyy")
          .toFormatter(Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A year that seems to be more than 50 years ahead is one in the past. */
  private static DateTimeFormatter rfc850(Instant now) {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, now.atZone(ZoneOffset.UTC).getYear() - 49)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH)
        .withZone(ZoneOffset.UTC);
  }

  /**
   * A date of RFC 3339, {@code 2026-11-23T12:00:07Z}, or with a space and {@code UTC}; null if it
   * is none, or has no zone.
   */
  static @Nullable Instant isoDate(@Nullable String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    String date = text.trim().replaceFirst(" ?(?:UTC|GMT)$", "Z");
    try {
      return OffsetDateTime.parse(date.replaceFirst("(?<=\\d) (?=\\d)", "T")).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** An instant that is given as seconds since 1970; null if it is further away than any limit. */
  static @Nullable Instant epoch(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
      return null;
    }
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
