package dev.ritmo.spring;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.QueueState;
import dev.ritmo.runtime.TokenTotals;
import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.WaitingCall;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot as maps, lists, numbers and texts, which every library writes as JSON. */
record LimiterView(LimiterSnapshot snapshot) {

  /** What a list of limiters shows of each. */
  Map<String, Object> summary() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("limits", snapshot.states().stream().map(LimiterView::limit).toList());
    if (!snapshot.perKey().isEmpty()) {
      shown.put("limitsPerKey", snapshot.perKey().stream().map(Limit::toString).toList());
      shown.put("keys", snapshot.keys());
    }
    shown.put("admitted", snapshot.admitted());
    shown.put("waiting", snapshot.waiting());
    shown.put("refused", snapshot.refused());
    shown.put("retried", snapshot.retried());
    shown.put("failed", snapshot.failed());
    putText(shown, "pausedUntil", snapshot.pausedUntil());
    return shown;
  }

  /** All that is known of the limiter. */
  Map<String, Object> details() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", snapshot.name());
    shown.putAll(summary());
    shown.put("givenBack", snapshot.givenBack());
    shown.put("lost", snapshot.lost());
    shown.put("pauses", snapshot.pauses());
    shown.put("retriesLeft", snapshot.retriesLeft());
    shown.put("queue", queue(snapshot.queue()));
    shown.put("methods", snapshot.methods().stream().map(LimiterView::method).toList());
    shown.put("tokens", snapshot.tokens().stream().map(LimiterView::tokens).toList());
    return shown;
  }

  private static Map<String, Object> limit(LimitState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("limit", state.limit().toString());
    shown.put("dimension", state.limit().dimension().element());
    shown.put("declared", state.limit().amount());
    shown.put("effective", state.effective().amount());
    shown.put("used", state.used());
    state.evidence().ifPresent(evidence -> shown.put("evidence", evidence));
    return shown;
  }

  private static Map<String, Object> queue(QueueState queue) {
    Map<String, Object> shown = new LinkedHashMap<>();
    WaitingCall longest = queue.longestWaiting();
    if (longest != null) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("method", longest.method());
      call.put("since", longest.since().toString());
      call.put("cause", longest.cause().label());
      longest.limit().ifPresent(limit -> call.put("limit", limit.toString()));
      shown.put("longestWaiting", call);
    }
    shown.put("nextAdmissions", queue.nextAdmissions().stream().map(Object::toString).toList());
    putText(shown, "startsIn", queue.startsIn());
    return shown;
  }

  private static Map<String, Object> method(MethodState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("method", state.method());
    shown.put("admitted", state.admitted());
    shown.put("refused", state.refused());
    shown.put("failures", counts(state.failures()));
    shown.put("retries", counts(state.retries()));
    shown.put("givenUp", counts(state.givenUp()));
    Map<String, Object> waits = new LinkedHashMap<>();
    for (Map.Entry<WaitCause, WaitTotals> each : state.waits().entrySet()) {
      waits.put(
          each.getKey().label(),
          Map.of("count", each.getValue().count(), "total", each.getValue().total().toString()));
    }
    shown.put("waits", waits);
    return shown;
  }

  private static Map<String, Long> counts(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> shown = new LinkedHashMap<>();
    counts.forEach((what, count) -> shown.put(what.name(), count));
    return shown;
  }

  private static Map<String, Object> tokens(TokenTotals totals) {
    return Map.of(
        "dimension", totals.dimension().element(),
        "reserved", totals.reserved(),
        "used", totals.used());
  }

  private static void putText(Map<String, Object> to, String name, @Nullable Object value) {
    if (value != null) {
      to.put(name, value.toString());
    }
  }

  /** The names of all limiters. */
  static List<String> names(List<LimiterSnapshot> all) {
    return all.stream().map(LimiterSnapshot::name).toList();
  }
}
