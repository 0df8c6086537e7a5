package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The IETF's {@code RateLimit} field, in the form of its older drafts, {@code limit=100,
 * remaining=0, reset=7}, and of its newer ones, a list of policies: {@code "day";r=9;t=500,
 * "minute";r=0;t=7}, whose amounts and periods are in {@code RateLimit-Policy}: {@code
 * "minute";q=100;w=60}. A policy with nothing left says when to come back.
 */
final class RateLimitField {

  private static final List<String> NAMES = List.of("ratelimit", "x-ratelimit");

  /** A comma outside quotes. */
  private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  private static final Pattern NAME = Pattern.compile("^\\s*\"([^\"]*)\"");

  /** What a policy counts if it says so: anything but requests is passed over. */
  private static final Pattern UNIT = Pattern.compile(";\\s*qu\\s*=(?!\\s*\"requests\")");

  private static final int MOST_POLICIES = 20;

  private static final Pattern REMAINING = parameter("r(?:emaining)?");
  private static final Pattern RESET = parameter("(?:t|reset)");
  private static final Pattern LIMIT = parameter("(?:q|limit)");
  private static final Pattern WINDOW = parameter("w");

  private RateLimitField() {}

  private static Pattern parameter(String name) {
    return Pattern.compile(
        "(?:^|[;, ])\\s*" + name + "\\s*=\\s*\"?(?<value>-?\\d{1,12}(?:\\.\\d{1,6})?)",
        Pattern.CASE_INSENSITIVE);
  }

  /** The longest time until a used-up policy admits again; {@link Signal#NONE} if none is. */
  static long delay(AnswerHeaders answer) {
    long longest = Signal.NONE;
    for (String name : NAMES) {
      for (String value : answer.headers(name)) {
        longest = Math.max(longest, of(value, answer));
      }
    }
    return longest;
  }

  private static long of(String field, AnswerHeaders answer) {
    if (field.indexOf(';') < 0) {
      return policy(field, answer);
    }
    long longest = Signal.NONE;
    for (String policy : COMMA.split(field, MOST_POLICIES)) {
      longest = Math.max(longest, policy(policy, answer));
    }
    return longest;
  }

  private static long policy(String named, AnswerHeaders answer) {
    String policy = NAME.matcher(named).replaceFirst("");
    BigDecimal remaining = StatedTime.number(value(REMAINING, policy));
    boolean isUsedUp = remaining != null && remaining.signum() <= 0;
    String reset = isUsedUp ? value(RESET, policy) : null;
    return TimeText.delay(reset, TimeUnit.SECONDS, answer.time());
  }

  /** The limits of all policies whose amounts are stated. */
  static List<StatedLimit> limits(AnswerHeaders answer) {
    List<StatedLimit> limits = new ArrayList<>();
    for (String name : NAMES) {
      List<String> amounts = policies(answer.headers(name + "-policy"));
      for (String policy : policies(answer.headers(name))) {
        String stated = value(LIMIT, policy) == null ? sameName(policy, amounts) : policy;
        StatedLimit limit = stated == null ? null : limit(policy, stated, answer);
        if (limit != null) {
          limits.add(limit);
        }
      }
    }
    return limits;
  }

  private static List<String> policies(List<String> fields) {
    List<String> policies = new ArrayList<>();
    for (String field : fields) {
      policies.addAll(
          field.indexOf(';') < 0 ? List.of(field) : List.of(COMMA.split(field, MOST_POLICIES)));
    }
    return policies;
  }

  private static @Nullable String sameName(String policy, List<String> others) {
    Matcher name = NAME.matcher(policy);
    for (String other : name.find() ? others : List.<String>of()) {
      Matcher otherName = NAME.matcher(other);
      if (otherName.find() && otherName.group(1).equals(name.group(1))) {
        return other;
      }
    }
    return null;
  }

  private static @Nullable StatedLimit limit(String policy, String stated, AnswerHeaders answer) {
    String window = value(WINDOW, stated);
    long period = TimeText.delay(window, TimeUnit.SECONDS, answer.time());
    long reset = TimeText.delay(value(RESET, policy), TimeUnit.SECONDS, answer.time());
    if (UNIT.matcher(stated).find() || (period == Signal.NONE && reset == Signal.NONE)) {
      return null;
    }
    return new StatedLimit(
        Dimension.CALLS,
        StatedLimits.amount(StatedTime.number(value(LIMIT, stated))),
        StatedLimits.amount(StatedTime.number(value(REMAINING, policy))),
        reset == Signal.NONE ? period : reset,
        period == Signal.NONE ? 0 : period);
  }

  private static @Nullable String value(Pattern parameter, String policy) {
    Matcher found = parameter.matcher(policy);
    return found.find() ? found.group("value") : null;
  }
}
