package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.joining;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.SoundLimits;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.RateLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A limiter has the same limits wherever its name is used, across types and rounds. Limits per
 * period have the same order, because overrides number them.
 */
public final class LimitsAgree implements Rule<RateLimits> {

  private final Map<String, Declared> firstByLimiter = new HashMap<>();

  @Override
  public void check(RateLimits limits, Findings findings) {
    if (!SoundLimits.areSound(limits)) {
      return; // another rule reports it
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

  /** Limits as declared somewhere; without elements, which are valid for one round only. */
  private record Declared(Counted overall, Counted perKey, String place) {

    static Declared by(RateLimits limits) {
      return new Declared(
          new Counted(limits.overall().amounts()),
          new Counted(limits.perKey().amounts()),
          limits.place().name());
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

  /** The limits that apply to the same calls. */
  private record Counted(List<Amount> amounts) {

    boolean isSameAs(Counted other) {
      return inCoarsestUnits().equals(other.inCoarsestUnits());
    }

    private List<Amount> inCoarsestUnits() {
      return amounts.stream().map(Amount::inCoarsestUnit).toList();
    }

    String shown(String suffix) {
      return amounts.stream().map(amount -> amount.shown() + suffix).collect(joining("; "));
    }
  }
}
