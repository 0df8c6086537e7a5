package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An annotation on a type governs at least one method. */
public final class SomethingIsGoverned implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    List<Place> places = type.places().filter(Place::isType).toList();
    if (places.isEmpty()) {
      return;
    }
    Set<Place> governing =
        type.methods().stream().flatMap(SomethingIsGoverned::placesOf).collect(toUnmodifiableSet());
    for (Place place : places) {
      if (!governing.contains(place)) {
        findings.add(
            Diagnostic.NOTHING_GOVERNED, place.position(), place.annotation(), place.name());
      }
    }
  }

  private static Stream<Place> placesOf(GovernedMethod method) {
    return Stream.concat(
        Stream.ofNullable(method.limits()).map(RateLimits::place),
        Stream.ofNullable(method.retry()).map(Retry::place));
  }
}
