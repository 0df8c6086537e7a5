package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a rejection that state what remains of each limit and when it resets. Only the
 * limit that rejected, or one with nothing left, says when to come back: others may have a window
 * of a day.
 */
final class LimitHeaders {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private LimitHeaders() {}

  /** The only dimension with nothing left; null if there is none, or several. */
  static @Nullable Dimension exhausted(AnswerHeaders answer) {
    Set<Dimension> exhausted = EnumSet.noneOf(Dimension.class);
    for (LimitHeaderNames names : LimitHeaderNames.ALL) {
      Dimension dimension = names.dimension();
      if (dimension != null && isUsedUp(names, answer)) {
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
  static long delay(AnswerHeaders answer, @Nullable Dimension named, @Nullable Dimension worded) {
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

  private static long ofAllUsedUp(AnswerHeaders answer) {
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
      AnswerHeaders answer, @Nullable Dimension dimension, boolean onlyIfUsedUp) {
    long ofUsedUp = Signal.NONE;
    long ofOthers = Signal.NONE;
    boolean anyUsedUp = false;
    Set<String> seen = new HashSet<>();
    for (LimitHeaderNames names : LimitHeaderNames.ALL) {
      if (names.dimension() != dimension) {
        continue;
      }
      boolean isUsedUp = isUsedUp(names, answer);
      long reset = isUsedUp || !onlyIfUsedUp ? reset(answer, names) : Signal.NONE;
      if (isUsedUp) {
        anyUsedUp = true;
        ofUsedUp = Math.max(ofUsedUp, reset);
      } else if (reset != Signal.NONE && seen.add(names.name())) {
        ofOthers = Math.max(ofOthers, reset);
      }
    }
    return anyUsedUp || onlyIfUsedUp ? ofUsedUp : ofOthers;
  }

  /** The time until this limit resets; {@link Signal#NONE} if not stated, or now. */
  static long reset(AnswerHeaders answer, LimitHeaderNames names) {
    for (String header : names.resets()) {
      long delay = TimeText.delay(values(answer, header), TimeUnit.SECONDS, answer.time());
      if (delay != Signal.NONE) {
        return delay;
      }
    }
    return Signal.NONE;
  }

  private static boolean isUsedUp(LimitHeaderNames names, AnswerHeaders answer) {
    BigDecimal remaining = TimeText.smallest(values(answer, names.remaining()));
    return remaining != null && remaining.signum() <= 0;
  }

  /** A header, or its copy in the body, as a router makes it. */
  private static List<String> values(AnswerHeaders answer, String header) {
    List<String> values = answer.headers(header);
    return values.isEmpty() ? answer.values("metadata.headers." + header) : values;
  }
}
