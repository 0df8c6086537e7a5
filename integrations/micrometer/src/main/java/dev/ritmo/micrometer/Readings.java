package dev.ritmo.micrometer;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.TokenTotals;
import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the meters show at one moment, read from snapshots. Not thread-safe.
 *
 * @param numbers the values of counters and gauges
 * @param waits the values of {@link RitmoMeter#WAIT}
 */
record Readings(Map<SeriesKey, Double> numbers, Map<SeriesKey, WaitTotals> waits) {

  static Readings of(List<LimiterSnapshot> limiters, Instant now) {
    Readings all = new Readings(new HashMap<>(), new HashMap<>());
    all.put(limiters.size(), RitmoMeter.LIMITERS);
    limiters.forEach(limiter -> all.add(limiter, now));
    return all;
  }

  private void add(LimiterSnapshot limiter, Instant now) {
    String name = limiter.name();
    put(limiter.waiting(), RitmoMeter.WAITING, name);
    put(secondsUntil(limiter.pausedUntil(), now), RitmoMeter.PAUSED, name);
    put(limiter.retriesLeft(), RitmoMeter.RETRY_BUDGET, name);
    for (LimitState state : limiter.states()) {
      addLimit(name, state);
    }
    for (TokenTotals tokens : limiter.tokens()) {
      String kind = tokens.dimension().element();
      put(tokens.reserved(), RitmoMeter.TOKENS_RESERVED, name, kind);
      put(tokens.used(), RitmoMeter.TOKENS_USED, name, kind);
    }
    for (MethodState method : limiter.methods()) {
      addMethod(name, method);
    }
    MethodState total = limiter.total();
    total.retries().forEach((reason, count) -> put(count, RitmoMeter.RETRIES, name, label(reason)));
    total
        .waits()
        .forEach(
            (cause, totals) ->
                waits.put(SeriesKey.of(RitmoMeter.WAIT, name, cause.label()), totals));
  }

  private void addMethod(String name, MethodState state) {
    String method = state.method();
    put(state.admitted(), RitmoMeter.CALLS, name, method, "admitted");
    put(state.refused(), RitmoMeter.CALLS, name, method, "refused");
    state
        .failures()
        .forEach((reason, count) -> put(count, RitmoMeter.FAILURES, name, method, label(reason)));
  }

  private void addLimit(String name, LimitState state) {
    Limit declared = state.limit();
    Limit effective = state.effective();
    String dimension = declared.dimension().element();
    String period = period(declared);
    SeriesKey known = SeriesKey.of(RitmoMeter.LIMIT_DECLARED, name, dimension, period);
    if (numbers.getOrDefault(known, Double.MAX_VALUE) <= (double) declared.amount()) {
      return; // the same twice: the stricter one counts
    }
    put(declared.amount(), RitmoMeter.LIMIT_DECLARED, name, dimension, period);
    put(perPeriod(effective, declared), RitmoMeter.LIMIT_EFFECTIVE, name, dimension, period);
    put(state.used(), RitmoMeter.LIMIT_USED, name, dimension, period);
  }

  /** The amount of a limit in one period of another; they may differ where it was inferred. */
  private static double perPeriod(Limit limit, Limit other) {
    long period = limit.periodNanos();
    return period == 0 || period == other.periodNanos()
        ? (double) limit.amount()
        : (double) limit.amount() * other.periodNanos() / period;
  }

  /** The period as a tag: {@code 60s}, {@code 250ms}; {@code none} for concurrent calls. */
  static String period(Limit limit) {
    long nanos = limit.periodNanos();
    if (nanos == 0) {
      return "none";
    }
    if (nanos % TimeUnit.SECONDS.toNanos(1) == 0) {
      return TimeUnit.NANOSECONDS.toSeconds(nanos) + "s";
    }
    return nanos % TimeUnit.MILLISECONDS.toNanos(1) == 0
        ? TimeUnit.NANOSECONDS.toMillis(nanos) + "ms"
        : nanos + "ns";
  }

  private static double secondsUntil(@Nullable Instant end, Instant now) {
    return end == null ? 0 : Math.max(0, Duration.between(now, end).toMillis() / 1000.0);
  }

  /** The reason as a tag: {@code too_large}. */
  private static String label(Signal.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private void put(long value, RitmoMeter meter, String... tags) {
    put((double) value, meter, tags);
  }

  private void put(double value, RitmoMeter meter, String... tags) {
    numbers.put(SeriesKey.of(meter, tags), value);
  }
}
