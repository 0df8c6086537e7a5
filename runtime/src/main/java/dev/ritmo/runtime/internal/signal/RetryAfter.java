package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The delay in {@code retry-after-ms} (milliseconds) and {@code Retry-After} (RFC 9110, 10.2.3:
 * seconds or a date; fractions of seconds occur as well). What is negative, absurd or unreadable
 * says nothing.
 */
final class RetryAfter {

  private static final long LONGEST = TimeUnit.DAYS.toNanos(400);

  private RetryAfter() {}

  /** The stated delay in nanoseconds, or {@link Signal#NONE}. */
  static long delay(HttpFailure failure, Instant now) {
    long millis = number(failure.header("retry-after-ms"), TimeUnit.MILLISECONDS);
    if (millis != Signal.NONE) {
      return millis;
    }
    String value = failure.header("retry-after");
    long seconds = number(value, TimeUnit.SECONDS);
    return seconds != Signal.NONE ? seconds : untilDate(value, now);
  }

  private static long number(@Nullable String value, TimeUnit unit) {
    if (value == null || value.length() > 20) {
      return Signal.NONE;
    }
    try {
      BigDecimal nanos = new BigDecimal(value.trim()).multiply(BigDecimal.valueOf(unit.toNanos(1)));
      boolean makesSense = nanos.signum() >= 0 && nanos.compareTo(BigDecimal.valueOf(LONGEST)) <= 0;
      return makesSense ? nanos.longValue() : Signal.NONE;
    } catch (NumberFormatException e) {
      return Signal.NONE;
    }
  }

  private static long untilDate(@Nullable String value, Instant now) {
    if (value == null) {
      return Signal.NONE;
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration delay = Duration.between(now, date);
      boolean makesSense = !delay.isNegative() && delay.compareTo(Duration.ofNanos(LONGEST)) <= 0;
      return makesSense ? delay.toNanos() : Signal.NONE;
    } catch (DateTimeParseException e) {
      return Signal.NONE;
    }
  }
}
