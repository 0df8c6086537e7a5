package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.joining;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.SoundLimits;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A limiter has the same limits wherever its name is used, across types and rounds. Those per
 * period come in the same order, by which they are numbered in overrides.
 */
public final class LimitsAgree implements Rule<RateLimits> {

  private final Map<String, Declared> firstByLimiter = new HashMap<>();

  @Override
  public void check(RateLimits limits, Findings findings) {
    if (!SoundLimits.areSound(limits)) {
      return; // another rule says so
    }
    Declared declared = Declared.by(limits);
    Declared first = firstByLimiter.putIfAbsent(limits.limiterName(), declared);
    if (first != null && !first.isSameAs(declared)) {
      findings.add(
          Diagnostic.LIMITS_DISAGREE,
          named(limits),
          limits.limiterName(),
          first.shown(),
          first.place,
          declared.shown(),
          declared.place);
    }
  }

  private static Position named(RateLimits limits) {
    return limits
        .naming()
        .map(limit -> limit.place().at(limit.limiter()))
        .orElseGet(limits.place()::position);
  }

  /** Limits as declared somewhere; no elements, which do not outlive their round. */
  private record Declared(Counted overall, Counted perKey, String place) {

    static Declared by(RateLimits limits) {
      return new Declared(
          Counted.of(limits.overall()), Counted.of(limits.perKey()), limits.place().name());
    }

    String shown() {
      return Stream.of(overall.shown(""), perKey.shown(" per key"))
          .filter(shown -> !shown.isEmpty())
          .collect(joining("; "));
    }

    boolean isSameAs(Declared other) {
      return overall.isSameAs(other.overall) && perKey.isSameAs(other.perKey);
    }
  }

  /** The limits that count for the same calls. */
  private record Counted(List<Amount> amounts, List<Integer> slots) {

    static Counted of(RateLimits limits) {
      return new Counted(
          limits.perPeriod().stream().flatMap(Amount::of).toList(),
          limits.atOnce().stream().map(limit -> limit.concurrent().value()).toList());
    }

    boolean isSameAs(Counted other) {
      return slots.equals(other.slots)
          && amounts.stream()
              .map(Amount::inNanos)
              .toList()
              .equals(other.amounts.stream().map(Amount::inNanos).toList());
    }

    String shown(String suffix) {
      return Stream.concat(
              amounts.stream().map(Amount::shown),
              slots.stream().map(calls -> "concurrent = " + calls))
          .map(shown -> shown + suffix)
          .collect(joining("; "));
    }
  }

  private record Amount(String element, long amount, long burst, long period, TimeUnit unit) {

    static Stream<Amount> of(RateLimit limit) {
      Stream<Amount> calls =
          limit.calls().isWritten()
              ? Stream.of(of("calls", limit.calls().value(), limit.callsBackToBack(), limit))
              : Stream.empty();
      Stream<Amount> tokens =
          limit.tokenAmounts().stream()
              .map(one -> of(one.element(), one.setting().value(), one.setting().value(), limit));
      return Stream.concat(calls, tokens);
    }

    private static Amount of(String element, long amount, long burst, RateLimit limit) {
      return new Amount(element, amount, burst, limit.period().value(), limit.unit().value());
    }

    Amount inNanos() {
      return new Amount(element, amount, burst, unit.toNanos(period), TimeUnit.NANOSECONDS);
    }

    String shown() {
      return element
          + " = "
          + amount
          + (burst == amount ? "" : ", burst = " + burst)
          + ", period = "
          + period
          + " "
          + unit;
    }
  }
}
