package dev.ritmo.processor.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The class generated for an interface with governed abstract methods. It wraps an instance, and is
 * woven in place of those methods, which have no body.
 *
 * @param of the interface
 * @param methods all methods that it implements
 */
public record Decorator(GovernedType of, List<DecoratedMethod> methods) {

  /** The decorator as a type with governed methods, for which another class is generated. */
  public GovernedType governed() {
    return new GovernedType(
        of.element(),
        of.packageName(),
        of.decoratorName(),
        of.decoratorName(),
        List.of(),
        List.of(),
        methods.stream().flatMap(method -> Stream.ofNullable(method.governed())).toList(),
        List.of(),
        List.of(),
        List.of());
  }
}
