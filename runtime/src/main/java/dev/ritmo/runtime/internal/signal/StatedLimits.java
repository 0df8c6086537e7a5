package dev.ritmo.runtime.internal.signal;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits that the headers of an answer state, whether it is a success or a failure. A limit is
 * there only if its amount, what remains, and the time or the period of its reset are stated and
 * can be true together. What is counted without a name is requests.
 */
public final class StatedLimits {

  /** By which the answers of Azure are known: it counts requests over 1 or 10 seconds. */
  static final Set<String> AZURE =
      Set.of("apim-request-id", "x-ms-region", "azureml-model-session");

  private static final Pattern AMOUNT_OF_WINDOW =
      Pattern.compile("(\\d{1,15})\\s*;\\s*w=(\\d{1,9})");

  /** Of two limits with the same amount, the last one counts: the one of which less is left. */
  private static final Comparator<StatedLimit> ORDER =
      Comparator.comparingLong(StatedLimit::remaining).reversed();

  private StatedLimits() {}

  /**
   * Reads the headers of one answer; never throws.
   *
   * @param headers by name, in any case
   * @param now the local time of day, for resets stated as a date
   * @return those of which most is left first
   */
  public static List<StatedLimit> in(Map<String, List<String>> headers, Instant now) {
    GivenHeaders answer;
    try {
      answer = new GivenHeaders(headers, now);
    } catch (RuntimeException e) {
      return List.of(); // a map of a client that cannot be read
    }
    if (!answer.areAboutLimits()) {
      return List.of();
    }
    List<StatedLimit> limits = new ArrayList<>();
    for (LimitHeaderNames names : LimitHeaderNames.ALL) {
      add(limits, names.isOptional() ? null : limit(names, answer));
    }
    RateLimitField.limits(answer).forEach(limit -> add(limits, limit));
    if (RetryAfter.delay(answer) != Signal.NONE) {
      // when to come back is stated more precisely than by the reset of the whole limit
      limits.removeIf(limit -> limit.remaining() == 0);
    }
    limits.sort(ORDER);
    return limits;
  }

  private static void add(List<StatedLimit> limits, @Nullable StatedLimit limit) {
    if (limit != null
        && limit.limit() >= 1
        && limit.remaining() >= 0
        && limit.remaining() <= limit.limit()) {
      limits.add(limit);
    }
  }

  private static @Nullable StatedLimit limit(LimitHeaderNames names, AnswerHeaders answer) {
    List<String> remaining = answer.headers(names.remaining());
    List<String> limit = remaining.isEmpty() ? List.of() : answer.headers(names.limit());
    if (limit.isEmpty()) {
      return null;
    }
    Dimension dimension = names.dimension() == null ? Dimension.CALLS : names.dimension();
    long amount = amount(TimeText.smallest(limit));
    long period = period(names, limit, amount, answer);
    if (period == 0 && dimension == Dimension.CALLS && isOfAzure(answer)) {
      return null; // its limit is of a minute, but what remains is not
    }
    long reset = LimitHeaders.reset(answer, names);
    if (reset == Signal.NONE && period == 0) {
      return null;
    }
    return new StatedLimit(
        dimension,
        amount,
        amount(TimeText.smallest(remaining)),
        reset == Signal.NONE ? period : reset,
        period);
  }

  private static long period(
      LimitHeaderNames names, List<String> limit, long amount, AnswerHeaders answer) {
    long renewal =
        TimeText.delay(answer.headers(names.renewalPeriod()), TimeUnit.SECONDS, answer.time());
    if (renewal != Signal.NONE) {
      return renewal;
    }
    for (String value : limit) {
      Matcher window = AMOUNT_OF_WINDOW.matcher(value);
      while (window.find()) {
        if (Long.parseLong(window.group(1)) == amount) {
          return TimeUnit.SECONDS.toNanos(Long.parseLong(window.group(2)));
        }
      }
    }
    return names.periodNanos();
  }

  private static boolean isOfAzure(AnswerHeaders answer) {
    return AZURE.stream().anyMatch(header -> !answer.headers(header).isEmpty());
  }

  /** A number of requests or tokens, rounded down; -1 if it cannot be one. */
  static long amount(@Nullable BigDecimal number) {
    if (number == null
        || number.signum() < 0
        || number.compareTo(BigDecimal.valueOf(Bounds.MAX_AMOUNT)) > 0) {
      return -1;
    }
    return number.compareTo(BigDecimal.ONE) < 0
        ? 0
        : number.setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
