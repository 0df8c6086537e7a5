package dev.ritmo.runtime.internal.text;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Formats durations for people, with ASCII digits in every locale, because messages are searched
 * and parsed.
 */
public final class ReadableDuration {

  private static final long MICROSECOND = 1000;
  private static final long SECOND = 1_000_000_000;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /** From this many of a unit on, a whole number of a larger one is easier to read. */
  private static final int MANY = 120;

  private static final List<TimeUnit> LARGER =
      List.of(TimeUnit.DAYS, TimeUnit.HOURS, TimeUnit.MINUTES);

  private ReadableDuration() {}

  /**
   * The length of a window, in its declared unit as long as that reads well: {@code 60 s}, {@code
   * 3.3 s} for 3,300 milliseconds, {@code 1 d} for 86,400 seconds. Nothing is rounded.
   */
  public static String period(long length, TimeUnit unit) {
    if (unit.compareTo(TimeUnit.SECONDS) < 0) {
      long perSecond = unit.convert(1, TimeUnit.SECONDS);
      long part = length % perSecond;
      if (length < perSecond) {
        return length + " " + symbol(unit);
      }
      return part == 0
          ? period(length / perSecond, TimeUnit.SECONDS)
          : length / perSecond + fraction(part, perSecond) + " s";
    }
    if (length >= MANY) {
      for (TimeUnit larger : LARGER) {
        long whole = larger.convert(length, unit);
        if (larger.compareTo(unit) > 0 && unit.convert(whole, larger) == length) {
          return whole + " " + symbol(larger);
        }
      }
    }
    return length + " " + symbol(unit);
  }

  /** The digits after the decimal point, without trailing zeros. */
  private static String fraction(long part, long whole) {
    String digits = Long.toString(whole + part).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return "." + digits.substring(0, end);
  }

  private static String symbol(TimeUnit unit) {
    return switch (unit) {
      case NANOSECONDS -> "ns";
      case MICROSECONDS -> "us";
      case MILLISECONDS -> "ms";
      case SECONDS -> "s";
      case MINUTES -> "min";
      case HOURS -> "h";
      case DAYS -> "d";
    };
  }

  /** As {@link #words(Duration)}. */
  public static String words(long nanos) {
    return words(Duration.ofNanos(nanos));
  }

  /**
   * A time to wait: {@code 3 days 5 hours}, {@code 1 minute 30 seconds}, {@code 2.5 seconds},
   * {@code 40 ms}. It is rounded up, so that no caller comes back too early.
   */
  public static String words(Duration duration) {
    if (duration.isNegative()) {
      return "-" + words(duration.abs());
    }
    if (duration.toSeconds() < 10) {
      return briefly(duration.toNanos());
    }
    long seconds = duration.toSeconds();
    if (duration.toNanosPart() > 0 && seconds < Long.MAX_VALUE) {
      seconds++;
    }
    if (seconds < MINUTE) {
      return count(seconds, "second");
    }
    if (seconds < HOUR) {
      return two(seconds / MINUTE, "minute", seconds % MINUTE, "second");
    }
    long minutes = up(seconds, MINUTE);
    if (minutes < DAY / MINUTE) {
      return two(minutes / 60, "hour", minutes % 60, "minute");
    }
    long hours = up(seconds, HOUR);
    return two(hours / 24, "day", hours % 24, "hour");
  }

  private static String briefly(long nanos) {
    if (nanos > 0 && nanos < MICROSECOND) {
      return nanos + " ns";
    }
    long millis = up(nanos, 1000 * MICROSECOND);
    if (millis < 1000) {
      return millis + " ms";
    }
    long tenths = up(nanos, SECOND / 10);
    return tenths % 10 == 0
        ? count(tenths / 10, "second")
        : tenths / 10 + "." + tenths % 10 + " seconds";
  }

  private static String two(long many, String unit, long rest, String smaller) {
    String first = count(many, unit);
    return rest == 0 ? first : first + " " + count(rest, smaller);
  }

  private static String count(long many, String unit) {
    return many + " " + unit + (many == 1 ? "" : "s");
  }

  private static long up(long amount, long unit) {
    return amount / unit + (amount % unit == 0 ? 0 : 1);
  }
}
