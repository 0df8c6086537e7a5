package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the time to come back, in any form that providers use: numbers, durations, dates, and
 * lists of them, of which the longest counts. Zero counts as not stated, because it does not say
 * when a retry would succeed.
 */
final class TimeText {

  private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

  /** A comma between values, not the one after the weekday of a date. */
  private static final Pattern COMMA =
      Pattern.compile("(?<!(?:mon|tue|wed|thu|fri|sat|sun|day)),", Pattern.CASE_INSENSITIVE);

  private static final int MOST_VALUES = 20;

  private TimeText() {}

  /**
   * The longest time from now that any of these values states; {@link Signal#NONE} if none does.
   *
   * @param unit the unit of plain numbers
   */
  static long delay(List<String> values, TimeUnit unit, Instant now) {
    long longest = Signal.NONE;
    for (String value : values) {
      longest = Math.max(longest, delay(value, unit, now));
    }
    return longest;
  }

  /** As {@link #delay(List, TimeUnit, Instant)}, for one value. */
  static long delay(@Nullable String value, TimeUnit unit, Instant now) {
    if (value == null) {
      return Signal.NONE;
    }
    long delay = single(value, unit, now);
    if (delay != Signal.NONE || value.indexOf(',') < 0) {
      return delay;
    }
    for (String part : parts(value)) {
      delay = Math.max(delay, single(part, unit, now));
    }
    return delay;
  }

  /** The smallest number in these values; null if there is none. */
  static @Nullable BigDecimal smallest(List<String> values) {
    BigDecimal smallest = null;
    for (String value : values) {
      for (String part : parts(value)) {
        BigDecimal number = StatedTime.number(part);
        if (number != null && (smallest == null || number.compareTo(smallest) < 0)) {
          smallest = number;
        }
      }
    }
    return smallest;
  }

  /** The values of a list, without their parameters: 0 and 900 for {@code 0, 900;w=60}. */
  private static String[] parts(String list) {
    String[] parts = COMMA.split(list, MOST_VALUES);
    for (int i = 0; i < parts.length; i++) {
      int parameters = parts[i].indexOf(';');
      parts[i] = parameters < 0 ? parts[i] : parts[i].substring(0, parameters);
    }
    return parts;
  }

  private static long single(String value, TimeUnit unit, Instant now) {
    BigDecimal number = StatedTime.number(value);
    long delay = number == null ? worded(value, now) : of(number, unit, now);
    return delay == 0 ? Signal.NONE : delay;
  }

  private static long of(BigDecimal number, TimeUnit unit, Instant now) {
    long delay = StatedTime.of(number, unit);
    if (delay != Signal.NONE || number.compareTo(EPOCH_SECONDS) < 0) {
      return delay;
    }
    // too large for a delay, so it is a date
    boolean isMillis = number.compareTo(EPOCH_MILLIS) >= 0;
    return StatedTime.between(now, StatedTime.epoch(isMillis ? number.movePointLeft(3) : number));
  }

  private static long worded(String value, Instant now) {
    long duration = DurationText.nanos(value);
    if (duration == Signal.NONE) {
      duration = StatedTime.isoDuration(value);
    }
    if (duration != Signal.NONE) {
      return duration;
    }
    Instant date = StatedTime.httpDate(value, now);
    return StatedTime.between(now, date == null ? StatedTime.isoDate(value) : date);
  }
}
