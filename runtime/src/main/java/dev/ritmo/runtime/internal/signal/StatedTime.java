package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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

  /** A date as HTTP has it, {@code Mon, 23 Nov 2026 12:00:07 GMT}; null if it is none. */
  static @Nullable Instant httpDate(@Nullable String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A date of RFC 3339, {@code 2026-11-23T12:00:07Z}; null if it is none. */
  static @Nullable Instant isoDate(@Nullable String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.trim()).toInstant();
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
