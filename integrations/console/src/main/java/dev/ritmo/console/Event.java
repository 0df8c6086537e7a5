package dev.ritmo.console;

import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An event in words, and how often it has repeated. Guarded by {@link Events}. */
final class Event {

  /** Later than this after the first, an event is a new one. */
  private static final Duration SPAN = Duration.ofSeconds(10);

  private final Instant first;
  private final String limiter;
  private final String method;
  private final String kind;
  private Instant at;
  private String text;
  private long count;

  private Event(Instant first, String limiter, String method, String kind, String text) {
    this.first = first;
    this.at = first;
    this.limiter = limiter;
    this.method = method;
    this.kind = kind;
    this.text = text;
    this.count = 1;
  }

  static Event of(LimiterEvent event) {
    String kind = event.getClass().getSimpleName();
    String method = event instanceof LimiterEvent.OfCall call ? call.method() : "";
    return new Event(
        event.at(),
        Bounded.name(event.limiter()),
        Bounded.name(method),
        kind.toLowerCase(Locale.ROOT),
        text(event));
  }

  private static String text(LimiterEvent event) {
    if (event instanceof LimiterEvent.Waited waited) {
      return "waited %s for: %s%s"
          .formatted(
              Words.time(waited.waited()),
              waited.cause().label(),
              waited.limit().map(limit -> " (" + limit + ")").orElse(""));
    }
    if (event instanceof LimiterEvent.Abandoned abandoned) {
      return "gave up waiting after " + Words.time(abandoned.waited());
    }
    if (event instanceof LimiterEvent.Refused refused) {
      return "refused%s%s, could start in %s"
          .formatted(
              refused.cause().map(cause -> " for: " + cause.label()).orElse(""),
              refused.limit().map(limit -> " (" + limit + ")").orElse(""),
              Words.time(refused.retryAfter()));
    }
    if (event instanceof LimiterEvent.Rejected rejected) {
      return "rejected by the provider: " + signal(rejected.signal());
    }
    if (event instanceof LimiterEvent.Retrying retrying) {
      return "attempt %s in %s, after: %s"
          .formatted(retrying.attempt(), Words.time(retrying.delay()), signal(retrying.signal()));
    }
    if (event instanceof LimiterEvent.GivenUp givenUp) {
      return "not tried again after attempt %s (%s), after: %s"
          .formatted(
              givenUp.attempts(), Words.spaced(givenUp.cause().label()), signal(givenUp.signal()));
    }
    if (event instanceof LimiterEvent.BudgetEmpty) {
      return "the retry budget is empty";
    }
    return ofLimiter(event);
  }

  private static String ofLimiter(LimiterEvent event) {
    if (event instanceof LimiterEvent.Paused paused) {
      return "paused for " + Words.time(paused.pause());
    }
    if (event instanceof LimiterEvent.Resumed) {
      return "pause ended early";
    }
    if (event instanceof LimiterEvent.Lowered lowered) {
      return "lowered: keeps %s beside the declared %s, because of rejections"
          .formatted(lowered.kept(), lowered.declared());
    }
    if (event instanceof LimiterEvent.Restored restored) {
      return "back at the declared " + restored.declared();
    }
    if (event instanceof LimiterEvent.Changed) {
      return "limits were changed by the program";
    }
    if (event instanceof LimiterEvent.ShutDown) {
      return "shut down";
    }
    if (event instanceof LimiterEvent.PermitsLost lost) {
      return lost.permits() + " permits were not closed within an hour";
    }
    return "";
  }

  private static String signal(Signal signal) {
    String reason = Words.spaced(signal.reason().name().toLowerCase(Locale.ROOT));
    String meant = signal.meant() == null ? "" : " of " + signal.meant().element();
    String delay =
        signal.statesDelay()
            ? ", come back in " + Words.time(Duration.ofNanos(signal.statedDelayNanos()))
            : "";
    return reason + meant + delay;
  }

  /** Whether this is one more of the same. */
  boolean repeats(Event before) {
    return kind.equals(before.kind)
        && limiter.equals(before.limiter)
        && method.equals(before.method)
        && at.isBefore(before.first.plus(SPAN));
  }

  /** Counts one more, which is the last one now. */
  void repeat(Event last) {
    count++;
    at = last.at;
    text = last.text;
  }

  Event copy() {
    Event copy = new Event(first, limiter, method, kind, text);
    copy.at = at;
    copy.count = count;
    return copy;
  }

  Instant at() {
    return at;
  }

  /** Whether its limiter or its method contains this text, which is in lower case. */
  boolean matches(String searched) {
    return limiter.toLowerCase(Locale.ROOT).contains(searched)
        || method.toLowerCase(Locale.ROOT).contains(searched);
  }

  /** Its values for JSON. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("at", at.toEpochMilli());
    values.put("limiter", limiter);
    values.put("method", method);
    values.put("kind", kind);
    values.put("text", text);
    values.put("count", count);
    return values;
  }
}
