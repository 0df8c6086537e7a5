package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.internal.text.ReadableDuration;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one limiter: of each kind of event at most one line in ten seconds. The
 * first event is a line at once; those that follow are counted, and are a line together with the
 * first event after ten seconds, of whatever kind. Guarded by the limiter.
 */
final class EventDigest {

  /** Between two lines of one kind, in nanoseconds. */
  static final long INTERVAL = 10_000_000_000L;

  private final String limiter;
  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
  private boolean hasSaidMore;

  EventDigest(String limiter) {
    this.limiter = limiter;
  }

  /** What is logged, and at which level. */
  enum Kind {
    /** Calls that waited for longer than a second. */
    WAITS(Level.INFO, "held back {0} for more than 1 second", "call", "longest"),
    /** Refusals, on arrival or later. */
    REFUSALS(Level.WARNING, "refused {0}", "call", "last one"),
    /** Requests that the provider rejected or was too loaded for. */
    REJECTIONS(Level.WARNING, "had {0} rejected by the provider", "request", "last one"),
    /** Pauses that the provider or the program asked for. */
    PAUSES(Level.INFO, "was paused {0}", "time", "last one"),
    /** Calls that failed although another attempt might have succeeded. */
    GIVEN_UP(Level.WARNING, "gave up {0}", "call", "last one"),
    /** Calls that are not tried again as the retry budget is empty. */
    BUDGET_EMPTY(Level.WARNING, "had an empty retry budget for {0}", "call", "last one");

    private final Level level;
    private final String what;
    private final String noun;
    private final String which;

    Kind(Level level, String what, String noun, String which) {
      this.level = level;
      this.what = what;
      this.noun = noun;
      this.which = which;
    }

    private String text(long count) {
      return what.replace("{0}", count + " " + noun + (count == 1 ? "" : "s"));
    }
  }

  /** A line for the log. Immutable. */
  record Line(Level level, String text) {}

  /** The events of one kind since its last line. */
  private static final class Count {
    private long events;
    private long lastLine = -1;
    private long weight;
    private @Nullable Supplier<String> detail;

    private boolean isDue(long now) {
      return events > 0 && (lastLine < 0 || now - lastLine >= INTERVAL);
    }
  }

  /**
   * Something has happened.
   *
   * @param weight which of several events the line tells of: the one with the largest, and the last
   *     one of equal ones
   * @param detail describes it; called after the lock
   */
  void add(Kind kind, long weight, Supplier<String> detail) {
    Count count = counts.computeIfAbsent(kind, any -> new Count());
    if (count.events == 0 || weight >= count.weight) {
      count.weight = weight;
      count.detail = detail;
    }
    count.events++;
  }

  /** Whether there are lines to be written now. */
  boolean isDue(long now) {
    for (Count count : counts.values()) {
      if (count.isDue(now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the lines that are to be written now.
   *
   * @param isLast whether nothing will follow, so that all is written that was counted
   */
  List<Supplier<Line>> take(long now, boolean isLast) {
    List<Supplier<Line>> lines = new ArrayList<>();
    counts.forEach(
        (kind, count) -> {
          if (count.isDue(now) || (isLast && count.events > 0)) {
            lines.add(line(kind, count, now));
          }
        });
    return lines;
  }

  private Supplier<Line> line(Kind kind, Count count, long now) {
    long events = count.events;
    long since = count.lastLine < 0 ? -1 : now - count.lastLine;
    Supplier<String> detail = count.detail;
    boolean saysMore = !hasSaidMore;
    hasSaidMore = true;
    count.events = 0;
    count.lastLine = now;
    count.detail = null;
    return () -> new Line(kind.level, text(kind, events, since, detail, saysMore));
  }

  private String text(
      Kind kind, long events, long since, @Nullable Supplier<String> detail, boolean saysMore) {
    StringBuilder text = new StringBuilder();
    text.append("Limiter \"").append(limiter).append("\" ").append(kind.text(events));
    if (since >= 0) {
      text.append(" in the last ").append(ReadableDuration.words(since));
    }
    if (detail != null) {
      text.append(events == 1 ? ": " : ", the " + kind.which + ": ").append(detail.get());
    }
    text.append('.');
    if (saysMore) {
      text.append(
          " More of this is summed up, at most one line in 10 s; the logger dev.ritmo has each event at level DEBUG, Ritmo.limiters() all counters.");
    }
    return text.toString();
  }
}
