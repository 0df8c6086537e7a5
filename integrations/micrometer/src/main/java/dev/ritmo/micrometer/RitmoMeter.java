package dev.ritmo.micrometer;

import java.util.List;

/** The meters: their names, their tags, and what they show. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are
enum RitmoMeter {
  LIMITERS("ritmo.limiters", Kind.GAUGE, "Limiters that have been used or declared"),
  CALLS(
      "ritmo.calls",
      Kind.COUNTER,
      "Attempts admitted, and calls refused",
      "limiter",
      "method",
      "outcome"),
  FAILURES(
      "ritmo.failures",
      Kind.COUNTER,
      "Attempts that failed, by the reason",
      "limiter",
      "method",
      "reason"),
  WAIT(
      "ritmo.wait", Kind.WAITS, "Waits that have ended, by what they were for", "limiter", "cause"),
  WAITING("ritmo.waiting", Kind.GAUGE, "Calls that wait now", "limiter"),
  RETRIES(
      "ritmo.retries",
      Kind.COUNTER,
      "Attempts after the first, by the reason of the failure before",
      "limiter",
      "reason"),
  LIMIT_DECLARED(
      "ritmo.limit.declared",
      Kind.GAUGE,
      "The limit as declared or overridden",
      "limiter",
      "dimension",
      "period"),
  LIMIT_EFFECTIVE(
      "ritmo.limit.effective",
      Kind.GAUGE,
      "The limit in force, which is lower if rejections say so",
      "limiter",
      "dimension",
      "period"),
  LIMIT_USED(
      "ritmo.limit.used",
      Kind.GAUGE,
      "How much of the limit is in use now",
      "limiter",
      "dimension",
      "period"),
  TOKENS_RESERVED(
      "ritmo.tokens.reserved", Kind.COUNTER, "Tokens reserved at admission", "limiter", "kind"),
  TOKENS_USED("ritmo.tokens.used", Kind.COUNTER, "Tokens that calls have used", "limiter", "kind"),
  PAUSED("ritmo.paused", Kind.SECONDS, "How long the limiter is still paused", "limiter"),
  RETRY_BUDGET("ritmo.retry.budget", Kind.GAUGE, "Retries that the budget has left", "limiter");

  /** How a meter is registered. */
  enum Kind {
    COUNTER,
    GAUGE,
    SECONDS,
    WAITS
  }

  private final String id;
  private final Kind kind;
  private final String description;
  private final List<String> tags;

  RitmoMeter(String id, Kind kind, String description, String... tags) {
    this.id = id;
    this.kind = kind;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** The name of the meter, as in Micrometer. */
  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  String description() {
    return description;
  }

  /** The names of its tags, in the order of the values of a {@link SeriesKey}. */
  List<String> tags() {
    return tags;
  }
}
