package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The IETF's {@code RateLimit} field, in the form of its older drafts, {@code limit=100,
 * remaining=0, reset=7}, and of its newer ones, a list of policies: {@code "day";r=9;t=500,
 * "minute";r=0;t=7}. A policy with nothing left says when to come back.
 */
final class RateLimitField {

  private static final List<String> NAMES = List.of("ratelimit", "x-ratelimit");

  /** A comma outside quotes. */
  private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  private static final Pattern NAME = Pattern.compile("^\\s*\"[^\"]*\"");

  private static final int MOST_POLICIES = 20;

  private static final Pattern REMAINING = parameter("r(?:emaining)?");
  private static final Pattern RESET = parameter("(?:t|reset)");

  private RateLimitField() {}

  private static Pattern parameter(String name) {
    return Pattern.compile(
        "(?:^|[;, ])\\s*" + name + "\\s*=\\s*\"?(?<value>-?\\d{1,12}(?:\\.\\d{1,6})?)",
        Pattern.CASE_INSENSITIVE);
  }

  /** The longest time until a used-up policy admits again; {@link Signal#NONE} if none is. */
  static long delay(KnownAnswer answer) {
    long longest = Signal.NONE;
    for (String name : NAMES) {
      for (String value : answer.headers(name)) {
        longest = Math.max(longest, of(value, answer));
      }
    }
    return longest;
  }

  private static long of(String field, KnownAnswer answer) {
    if (field.indexOf(';') < 0) {
      return policy(field, answer);
    }
    long longest = Signal.NONE;
    for (String policy : COMMA.split(field, MOST_POLICIES)) {
      longest = Math.max(longest, policy(policy, answer));
    }
    return longest;
  }

  private static long policy(String named, KnownAnswer answer) {
    String policy = NAME.matcher(named).replaceFirst("");
    BigDecimal remaining = StatedTime.number(value(REMAINING, policy));
    boolean isUsedUp = remaining != null && remaining.signum() <= 0;
    String reset = isUsedUp ? value(RESET, policy) : null;
    return TimeText.delay(reset, TimeUnit.SECONDS, answer.time());
  }

  private static @Nullable String value(Pattern parameter, String policy) {
    Matcher found = parameter.matcher(policy);
    return found.find() ? found.group("value") : null;
  }
}
