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
 * Times and durations as providers state them, in nanoseconds, never rounded down. A value that is
 * negative, unreadable or more than 400 days is {@link Signal#NONE}.
 */
final class StatedTime {

  static final long LONGEST = TimeUnit.DAYS.toNanos(400);

  private static final int MOST_CHARACTERS = 40;

  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(1_000_000_000_000L);

  private StatedTime() {}

  /** The number in a text; null if the text is anything else. */
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

  /** This many of a unit. */
  static long of(@Nullable BigDecimal amount, TimeUnit unit) {
    if (amount == null || amount.signum() < 0) {
      return Signal.NONE;
    }
    BigDecimal nanos = amount.multiply(BigDecimal.valueOf(unit.toNanos(1)));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
      return Signal.NONE;
    }
    // setScale would fill memory with zeros for a tiny number
    boolean isBelowOne = nanos.compareTo(BigDecimal.ONE) < 0;
    return isBelowOne ? nanos.signum() : nanos.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /**
   * The time between two instants, the second of which was read from a text; null if there was
   * none.
   */
  static long between(Instant from, @Nullable Instant until) {
    if (until == null) {
      return Signal.NONE;
    }
    Duration delay = Duration.between(from, until);
    boolean makesSense = !delay.isNegative() && delay.compareTo(Duration.ofNanos(LONGEST)) <= 0;
    return makesSense ? delay.toNanos() : Signal.NONE;
  }

  /** An ISO 8601 duration, {@code PT1M5.5S}; {@link Signal#NONE} if it is not one. */
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
   * @param now determines the century of a two-digit year
   */
  static @Nullable Instant httpDate(@Nullable String text, Instant now) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    for (DateTimeFormatter form : List.of(RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
      try {
        return ZonedDateTime.parse(text.trim(), form).toInstant();
      } catch (DateTimeException e) {
        // the next century
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

  /** A year that seems more than 50 years ahead is in the past. */
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

  /** An instant given as seconds since 1970; null if it is further away than any limit. */
  static @Nullable Instant epoch(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
      return null;
    }
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
