package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.joining;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A limiter has the same limits wherever its name is used, across types and rounds. Those per
 * period come in the same order, by which they are numbered in overrides.
 */
public final class LimitsAgree implements Rule<RateLimits> {

  private final Map<String, Declared> firstByLimiter = new HashMap<>();

  @Override
  public void check(RateLimits limits, Findings findings) {
    if (!isSound(limits)) {
      return; // another rule says so
    }
    Declared declared = Declared.by(limits);
    Declared first = firstByLimiter.putIfAbsent(limits.limiterName(), declared);
    if (first != null && !first.isSameAs(declared)) {
      findings.add(
          Diagnostic.LIMITS_DISAGREE,
          named(limits),
          limits.limiterName(),
          first.shown,
          first.place,
          declared.shown,
          declared.place);
    }
  }

  private static Position named(RateLimits limits) {
    return limits
        .naming()
        .map(limit -> limit.place().at(limit.limiter()))
        .orElseGet(limits.place()::position);
  }

  private static boolean isSound(RateLimits limits) {
    Stream<String> names =
        limits.all().stream()
            .filter(RateLimit::isNamed)
            .map(limit -> limit.limiter().value())
            .distinct();
    return names.count() <= 1
        && limits.atOnce().size() <= 1
        && !limits.all().isEmpty()
        && limits.all().stream().allMatch(LimitsAgree::isSound);
  }

  private static boolean isSound(RateLimit limit) {
    boolean perPeriod = limit.calls().isWritten();
    boolean atOnce = limit.concurrent().isWritten();
    long period = limit.period().value();
    return (perPeriod || atOnce)
        && (!perPeriod || Bounds.isBurst(limit.callsBackToBack(), limit.calls().value()))
        && (!atOnce || Bounds.isPositive(limit.concurrent().value()))
        && Bounds.isPositive(period)
        && Bounds.fits(period, limit.unit().value());
  }

  /** Limits as declared somewhere; no elements, which do not outlive their round. */
  private record Declared(List<Window> windows, List<Integer> slots, String shown, String place) {

    static Declared by(RateLimits limits) {
      List<Integer> slots =
          limits.atOnce().stream().map(limit -> limit.concurrent().value()).toList();
      return new Declared(
          limits.perPeriod().stream().map(Window::of).toList(),
          slots,
          Stream.concat(
                  limits.perPeriod().stream().map(Window::shown),
                  slots.stream().map(calls -> "concurrent = " + calls))
              .collect(joining("; ")),
          limits.place().name());
    }

    boolean isSameAs(Declared other) {
      return windows.equals(other.windows) && slots.equals(other.slots);
    }
  }

  private record Window(int calls, int burst, long periodNanos) {

    static Window of(RateLimit limit) {
      return new Window(
          limit.calls().value(),
          limit.callsBackToBack(),
          limit.unit().value().toNanos(limit.period().value()));
    }

    static String shown(RateLimit limit) {
      int calls = limit.calls().value();
      int burst = limit.callsBackToBack();
      return "calls = "
          + calls
          + (burst == calls ? "" : ", burst = " + burst)
          + ", period = "
          + limit.period().value()
          + " "
          + limit.unit().value();
    }
  }
}
