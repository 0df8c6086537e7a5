package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a rejection that tell how much is left of each limit, and when all of it is there
 * again. Only a limit of which nothing is left, or the one that was meant, says when to come back:
 * beside it there may be one for the day.
 */
final class LimitHeaders {

  private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

  private static final List<Pair> PAIRS =
      List.of(
          openAi(Dimension.CALLS, "requests"),
          anthropic(Dimension.CALLS, "requests"),
          openAi(Dimension.INPUT_TOKENS, "input-tokens"),
          anthropic(Dimension.INPUT_TOKENS, "input-tokens"),
          openAi(Dimension.OUTPUT_TOKENS, "output-tokens"),
          anthropic(Dimension.OUTPUT_TOKENS, "output-tokens"),
          openAi(Dimension.TOKENS, "tokens"),
          openAi(Dimension.TOKENS, "project-tokens"),
          anthropic(Dimension.TOKENS, "tokens"),
          new Pair(null, "x-ratelimit-remaining", "x-ratelimit-reset"),
          new Pair(null, "ratelimit-remaining", "ratelimit-reset"));

  private LimitHeaders() {}

  private record Pair(@Nullable Dimension dimension, String remaining, String reset) {}

  private static Pair openAi(Dimension dimension, String name) {
    return new Pair(dimension, "x-ratelimit-remaining-" + name, "x-ratelimit-reset-" + name);
  }

  private static Pair anthropic(Dimension dimension, String name) {
    String prefix = "anthropic-ratelimit-" + name;
    return new Pair(dimension, prefix + "-remaining", prefix + "-reset");
  }

  /** The only dimension of which nothing is left; null if there is none, or several. */
  static @Nullable Dimension exhausted(KnownAnswer answer) {
    Set<Dimension> exhausted = EnumSet.noneOf(Dimension.class);
    for (Pair pair : PAIRS) {
      Dimension dimension = pair.dimension();
      if (dimension != null && isUsedUp(pair, answer)) {
        exhausted.add(dimension);
      }
    }
    if (exhausted.contains(Dimension.INPUT_TOKENS) || exhausted.contains(Dimension.OUTPUT_TOKENS)) {
      exhausted.remove(Dimension.TOKENS); // which are the sum
    }
    return exhausted.size() == 1 ? exhausted.iterator().next() : null;
  }

  /**
   * The time until there is some of the limit again that was meant or, if that is not known, of all
   * of which nothing is left; {@link Signal#NONE} if it is not stated.
   */
  static long delay(KnownAnswer answer, @Nullable Dimension meant) {
    long longest = Signal.NONE;
    for (Pair pair : PAIRS) {
      boolean isKnown = meant != null && pair.dimension() != null;
      boolean counts = isKnown ? pair.dimension() == meant : isUsedUp(pair, answer);
      if (counts) {
        longest = Math.max(longest, reset(value(answer, pair.reset()), answer.time()));
      }
    }
    return longest;
  }

  private static boolean isUsedUp(Pair pair, KnownAnswer answer) {
    BigDecimal remaining = StatedTime.number(value(answer, pair.remaining()));
    return remaining != null && remaining.signum() <= 0;
  }

  /** A header, or what a router has copied from one into the body. */
  private static @Nullable String value(KnownAnswer answer, String header) {
    String value = answer.header(header);
    if (value != null) {
      return value;
    }
    List<String> copies = answer.fields(header);
    return copies.isEmpty() ? null : copies.get(0);
  }

  private static long reset(@Nullable String value, Instant now) {
    BigDecimal number = StatedTime.number(value);
    if (number == null) {
      long duration = DurationText.nanos(value);
      return duration != Signal.NONE
          ? duration
          : StatedTime.between(now, StatedTime.isoDate(value));
    }
    if (number.compareTo(EPOCH_SECONDS) < 0) {
      return StatedTime.of(number, TimeUnit.SECONDS);
    }
    boolean isMillis = number.compareTo(EPOCH_MILLIS) >= 0;
    return StatedTime.between(now, StatedTime.epoch(isMillis ? number.movePointLeft(3) : number));
  }
}
