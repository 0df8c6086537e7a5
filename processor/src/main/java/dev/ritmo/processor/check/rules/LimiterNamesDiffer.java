package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * No name of a limiter looks like a misspelling of another one in the compilation. Of two such
 * names, the one used less often is reported, or else the later one.
 */
public final class LimiterNamesDiffer implements Rule<List<GovernedType>> {

  @Override
  public void check(List<GovernedType> types, Findings findings) {
    Map<String, List<RateLimits>> byName = new LinkedHashMap<>();
    for (GovernedType type : types) {
      for (RateLimits limits : type.rateLimits()) {
        limits
            .naming()
            .map(limit -> limit.limiter().value())
            .ifPresent(name -> byName.computeIfAbsent(name, key -> new ArrayList<>()).add(limits));
      }
    }
    List<String> names = new ArrayList<>(byName.keySet());
    names.sort(Comparator.comparingInt(name -> -placesOf(name, byName).size()));
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i);
      names.subList(0, i).stream()
          .filter(other -> Slip.isLikely(name, other))
          .findFirst()
          .ifPresent(
              other -> report(placesOf(name, byName), placesOf(other, byName).get(0), findings));
    }
  }

  private static List<RateLimits> placesOf(String name, Map<String, List<RateLimits>> byName) {
    return byName.getOrDefault(name, List.of());
  }

  private static void report(List<RateLimits> places, RateLimits other, Findings findings) {
    for (RateLimits limits : places) {
      RateLimit naming = limits.naming().orElseThrow();
      findings.add(
          Diagnostic.LIMITER_NAMES_SIMILAR,
          naming.place().at(naming.limiter()),
          naming.limiter().value(),
          other.limiterName(),
          other.place().name(),
          other.limiterName());
    }
  }
}
