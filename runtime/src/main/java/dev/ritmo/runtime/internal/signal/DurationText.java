package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations with units, as printed by Go and Protobuf or written in sentences, the largest unit
 * first: {@code 17ms}, {@code 2m59.56s}, {@code 1h2m}, {@code 37 seconds}, {@code 1 minute and 5
 * seconds}.
 */
final class DurationText {

  private static final String PART =
      "(\\d{1,12}(?:\\.\\d{1,12})?) ?"
          + "(ms|millis(?:econds?)?|[uµμ]s|ns|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)"
          + "(?![a-z])";

  private static final Pattern NEXT_PART = Pattern.compile(PART, Pattern.CASE_INSENSITIVE);

  /** A duration within a longer text; spaces may separate its parts. */
  static final String PATTERN = PART + "(?:,? ?(?:and )?" + PART + "){0,4}";

  private static final Pattern WHOLE = Pattern.compile(PATTERN, Pattern.CASE_INSENSITIVE);

  private static final int MOST_CHARACTERS = 100;

  private DurationText() {}

  /** The duration in nanoseconds; {@link Signal#NONE} if the text is not a duration. */
  static long nanos(@Nullable String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return Signal.NONE;
    }
    String duration = text.trim();
    if (!WHOLE.matcher(duration).matches()) {
      return Signal.NONE;
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = NEXT_PART.matcher(duration);
    long last = Long.MAX_VALUE;
    while (part.find()) {
      long unit = nanosOf(part.group(2));
      if (unit >= last) {
        return Signal.NONE; // several durations, not one
      }
      last = unit;
      sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
    }
    return StatedTime.of(sum, TimeUnit.NANOSECONDS);
  }

  private static long nanosOf(String unit) {
    TimeUnit known =
        switch (unit.charAt(0)) {
          case 'n', 'N' -> TimeUnit.NANOSECONDS;
          case 's', 'S' -> TimeUnit.SECONDS;
          case 'm', 'M' -> isMillis(unit) ? TimeUnit.MILLISECONDS : TimeUnit.MINUTES;
          case 'h', 'H' -> TimeUnit.HOURS;
          case 'd', 'D' -> TimeUnit.DAYS;
          default -> TimeUnit.MICROSECONDS;
        };
    return known.toNanos(1);
  }

  private static boolean isMillis(String unit) {
    return unit.equalsIgnoreCase("ms") || unit.regionMatches(true, 0, "millis", 0, 6);
  }
}
