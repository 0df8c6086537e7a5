package dev.ritmo.console;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.QueueState;
import dev.ritmo.runtime.TokenTotals;
import dev.ritmo.runtime.WaitingCall;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What is shown of one limiter, as values for JSON. Times are milliseconds since 1970. */
final class LimiterView {

  private final LimiterSnapshot limiter;
  private final List<Sample> samples;
  private final LastMinute minute;
  private final List<String> settings;
  private final List<Finding> findings;

  LimiterView(LimiterSnapshot limiter, List<Sample> samples, Instant now, OutsideSettings outside) {
    this.limiter = limiter;
    this.samples = samples;
    this.minute = LastMinute.of(samples, now.getEpochSecond());
    this.settings = outside.of(limiter.name());
    this.findings = Findings.of(limiter, minute, now, settings);
  }

  String name() {
    return limiter.name();
  }

  /** How much what is found matters. */
  Finding.Level level() {
    return findings.get(0).level();
  }

  /**
   * The values.
   *
   * @param mostMethods how many methods are in them; those with the most calls
   */
  Map<String, Object> values(int mostMethods) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", Bounded.name(limiter.name()));
    values.put("level", level().name().toLowerCase(Locale.ROOT));
    values.put("findings", findings.stream().map(Finding::values).toList());
    values.put("settings", settings);
    values.put("limits", limiter.states().stream().map(LimiterView::limit).toList());
    values.put("perKey", limiter.perKey().stream().map(Limit::toString).toList());
    values.put("keys", limiter.keys());
    values.put("pausedUntil", millis(limiter.pausedUntil()));
    values.put("pauses", limiter.pauses());
    values.put("retriesLeft", limiter.retriesLeft());
    values.put("lost", limiter.lost());
    values.put("queue", queue());
    values.put("lastMinute", lastMinute());
    values.put("total", method(limiter.total()));
    values.put("methodCount", limiter.methods().size());
    values.put("methods", methods(mostMethods));
    values.put("tokens", limiter.tokens().stream().map(LimiterView::tokens).toList());
    values.put("history", history());
    return values;
  }

  private static Map<String, Object> limit(LimitState state) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dimension", state.limit().dimension().element());
    values.put("declared", state.limit().toString());
    values.put("amount", state.limit().amount());
    values.put("used", state.used());
    values.put("effective", state.effective().toString());
    values.put("effectiveShare", Sample.effective(state));
    values.put("margin", state.margin().toMillis());
    values.put("evidence", state.evidence().orElse(null));
    return values;
  }

  private Map<String, Object> queue() {
    QueueState queue = limiter.queue();
    WaitingCall longest = queue.longestWaiting();
    Duration start = queue.startsIn();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("waiting", limiter.waiting());
    values.put("longest", longest == null ? null : longest(longest));
    values.put("next", queue.nextAdmissions().stream().map(Instant::toEpochMilli).toList());
    values.put("startsIn", start == null ? null : start.toMillis());
    return values;
  }

  private Map<String, Object> longest(WaitingCall call) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("method", Bounded.name(call.method()));
    values.put("since", call.since().toEpochMilli());
    values.put("cause", call.cause().label());
    values.put("limit", call.limit().map(Limit::toString).orElse(null));
    return values;
  }

  private Map<String, Object> lastMinute() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("admitted", minute.admitted());
    values.put("refused", minute.refused());
    values.put("retried", minute.retried());
    values.put("givenUp", minute.givenUp());
    values.put("failures", labelled(minute.failures()));
    Map<String, Object> waits = new LinkedHashMap<>();
    for (Map.Entry<WaitCause, Long> entry : minute.waits().entrySet()) {
      long total = minute.waited().getOrDefault(entry.getKey(), Duration.ZERO).toMillis();
      waits.put(entry.getKey().label(), Map.of("count", entry.getValue(), "millis", total));
    }
    values.put("waits", waits);
    return values;
  }

  private List<Map<String, Object>> methods(int most) {
    return limiter.methods().stream()
        .sorted(Comparator.comparingLong(MethodState::admitted).reversed())
        .limit(most)
        .map(LimiterView::method)
        .toList();
  }

  private static Map<String, Object> method(MethodState state) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("method", Bounded.name(state.method()));
    values.put("admitted", state.admitted());
    values.put("givenBack", state.givenBack());
    values.put("refused", state.refused());
    values.put("failures", labelled(state.failures()));
    values.put("retries", labelled(state.retries()));
    values.put("givenUp", labelled(state.givenUp()));
    Map<String, Object> waits = new LinkedHashMap<>();
    state
        .waits()
        .forEach(
            (cause, totals) ->
                waits.put(
                    cause.label(),
                    Map.of("count", totals.count(), "millis", totals.total().toMillis())));
    values.put("waits", waits);
    return values;
  }

  private static Map<String, Object> tokens(TokenTotals tokens) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dimension", tokens.dimension().element());
    values.put("reserved", tokens.reserved());
    values.put("used", tokens.used());
    return values;
  }

  /** By columns, because that is shorter. */
  private Map<String, Object> history() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("second", samples.stream().map(sample -> sample.second).toList());
    values.put("admitted", column(sample -> sample.admitted));
    values.put("refused", column(sample -> sample.refused));
    values.put("failed", column(Sample::failed));
    values.put("waiting", column(sample -> sample.waiting));
    values.put("paused", column(sample -> sample.isPaused ? 1 : 0));
    List<Object> limits = new ArrayList<>();
    for (int i = 0; i < limiter.states().size(); i++) {
      int limit = i;
      limits.add(
          Map.of(
              "used",
              column(sample -> limit < sample.used.length ? sample.used[limit] : 0),
              "effective",
              column(
                  sample ->
                      limit < sample.effective.length ? sample.effective[limit] : Sample.WHOLE)));
    }
    values.put("limits", limits);
    return values;
  }

  private List<Integer> column(ToIntFunction<Sample> value) {
    return samples.stream().map(value::applyAsInt).toList();
  }

  private static Map<String, Object> labelled(Map<? extends Enum<?>, Long> counts) {
    Map<String, Object> values = new LinkedHashMap<>();
    counts.forEach((key, count) -> values.put(key.name().toLowerCase(Locale.ROOT), count));
    return values;
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }
}
