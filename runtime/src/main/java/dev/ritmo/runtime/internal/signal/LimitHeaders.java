package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a rejection that state what remains of each limit and when it resets. Only the
 * limit that rejected, or one with nothing left, says when to come back: others may have a window
 * of a day.
 */
final class LimitHeaders {

  private static final List<String> WINDOWS =
      List.of("", "-second", "-minute", "-5-minute", "-hour", "-day", "-month");

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static final List<Pair> PAIRS = pairs();

  private LimitHeaders() {}

  /** The two headers of one limit; all windows of a limit have the same name. */
  private record Pair(
      @Nullable Dimension dimension, String name, String remaining, List<String> resets) {}

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    ProviderTerms.ALL.forEach(terms -> addNamed(pairs, terms));
    pairs.add(
        pair(Dimension.TOKENS, "by size", "ratelimitbysize-remaining", "ratelimitbysize-reset"));
    for (String window : WINDOWS) {
      pairs.add(
          pair(
              null,
              "x-ratelimit",
              "x-ratelimit-remaining" + window,
              "x-ratelimit-reset" + window,
              "x-ratelimit-reset-after" + window));
    }
    pairs.add(pair(null, "x-rate-limit", "x-rate-limit-remaining", "x-rate-limit-reset"));
    pairs.add(pair(null, "ratelimit", "ratelimit-remaining", "ratelimit-reset"));
    return List.copyOf(pairs);
  }

  private static void addNamed(List<Pair> pairs, ProviderTerms terms) {
    Dimension dimension = terms.dimension();
    for (String name : terms.headers()) {
      for (String window : WINDOWS) {
        String end = name + window;
        pairs.add(
            pair(
                dimension,
                name,
                "x-ratelimit-remaining-" + end,
                "x-ratelimit-reset-" + end,
                "x-ratelimit-reset-after-" + end));
      }
      for (String family : List.of("anthropic-ratelimit-", "anthropic-priority-", "x-ratelimit-")) {
        pairs.add(
            pair(dimension, family + name, family + name + "-remaining", family + name + "-reset"));
      }
    }
  }

  private static Pair pair(
      @Nullable Dimension dimension, String name, String remaining, String... resets) {
    return new Pair(dimension, name, remaining, List.of(resets));
  }

  /** Whether a header of this name is read here. */
  static boolean isKnown(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return PAIRS.stream().anyMatch(p -> p.remaining().equals(name) || p.resets().contains(name));
  }

  /** The only dimension with nothing left; null if there is none, or several. */
  static @Nullable Dimension exhausted(KnownAnswer answer) {
    Set<Dimension> exhausted = EnumSet.noneOf(Dimension.class);
    for (Pair pair : PAIRS) {
      Dimension dimension = pair.dimension();
      if (dimension != null && isUsedUp(pair, answer)) {
        exhausted.add(dimension);
      }
    }
    if (exhausted.contains(Dimension.INPUT_TOKENS) || exhausted.contains(Dimension.OUTPUT_TOKENS)) {
      exhausted.remove(Dimension.TOKENS); // which are the sum of the others
    }
    return exhausted.size() == 1 ? exhausted.iterator().next() : null;
  }

  /**
   * The time until the limit that rejected resets or, if that is unknown, until all limits with
   * nothing left have; {@link Signal#NONE} if not stated.
   *
   * @param named the dimension that rejected, by a type or code; null if neither says so
   * @param worded the dimension that rejected, perhaps by words: these decide only if nothing else
   *     does, and for at most an hour
   */
  static long delay(KnownAnswer answer, @Nullable Dimension named, @Nullable Dimension worded) {
    long unnamed = Math.max(reset(answer, null, true), RateLimitField.delay(answer));
    if (named != null) {
      return Math.max(reset(answer, named, false), unnamed);
    }
    long usedUp = Math.max(ofAllUsedUp(answer), unnamed);
    if (usedUp != Signal.NONE || worded == null) {
      return usedUp;
    }
    return Math.min(reset(answer, worded, false), HOUR);
  }

  private static long ofAllUsedUp(KnownAnswer answer) {
    long longest = Signal.NONE;
    for (Dimension dimension : Dimension.values()) {
      longest = Math.max(longest, reset(answer, dimension, true));
    }
    return longest;
  }

  /**
   * The longest reset of the limits of a dimension, or of those without a known dimension. If any
   * limit is used up, only those count. If none is, only the shortest window of each counts,
   * because a window of a day would show that it is used up.
   */
  private static long reset(
      KnownAnswer answer, @Nullable Dimension dimension, boolean onlyIfUsedUp) {
    long ofUsedUp = Signal.NONE;
    long ofOthers = Signal.NONE;
    boolean anyUsedUp = false;
    Set<String> seen = new HashSet<>();
    for (Pair pair : PAIRS) {
      if (pair.dimension() != dimension) {
        continue;
      }
      boolean isUsedUp = isUsedUp(pair, answer);
      long reset = isUsedUp || !onlyIfUsedUp ? reset(answer, pair) : Signal.NONE;
      if (isUsedUp) {
        anyUsedUp = true;
        ofUsedUp = Math.max(ofUsedUp, reset);
      } else if (reset != Signal.NONE && seen.add(pair.name())) {
        ofOthers = Math.max(ofOthers, reset);
      }
    }
    return anyUsedUp || onlyIfUsedUp ? ofUsedUp : ofOthers;
  }

  private static long reset(KnownAnswer answer, Pair pair) {
    for (String header : pair.resets()) {
      long delay = TimeText.delay(values(answer, header), TimeUnit.SECONDS, answer.time());
      if (delay != Signal.NONE) {
        return delay;
      }
    }
    return Signal.NONE;
  }

  private static boolean isUsedUp(Pair pair, KnownAnswer answer) {
    BigDecimal remaining = TimeText.smallest(values(answer, pair.remaining()));
    return remaining != null && remaining.signum() <= 0;
  }

  /** A header, or its copy in the body, as a router makes it. */
  private static List<String> values(KnownAnswer answer, String header) {
    List<String> values = answer.headers(header);
    return values.isEmpty() ? answer.values("metadata.headers." + header) : values;
  }
}
