package dev.ritmo.processor.model;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * A type with annotations on itself or on its methods, in the order of the source.
 *
 * @param element the type
 * @param packageName its package; empty for the unnamed one
 * @param name as users read it: {@code com.acme.Outer.Inner}
 * @param binaryName as the runtime knows it: {@code com.acme.Outer$Inner}
 * @param rateLimits every {@code @RateLimited}, on the type and on its methods
 * @param retries every {@code @RetryOnRateLimit}, on the type and on its methods
 * @param methods the methods that they govern
 * @param prompts every {@code @Prompt} on a parameter of a method or constructor
 * @param spared the signatures of the record accessors that an annotation on the type leaves out
 */
public record GovernedType(
    TypeElement element,
    String packageName,
    String name,
    String binaryName,
    List<RateLimits> rateLimits,
    List<Retry> retries,
    List<GovernedMethod> methods,
    List<Prompt> prompts,
    List<String> spared) {

  /** Every annotation, on the type and on its methods; a repeated one by its first. */
  public Stream<Place> places() {
    return Stream.concat(
        rateLimits.stream().map(RateLimits::place), retries.stream().map(Retry::place));
  }

  /** Whether any of its keys ends at a type that is not there, or not yet. */
  public boolean meetsError() {
    return methods.stream()
        .flatMap(method -> Stream.ofNullable(method.arguments().key()))
        .anyMatch(KeyPath::meetsError);
  }

  /** The first governed element: the type if it is annotated, else its first governed method. */
  public Position position() {
    boolean annotated = places().anyMatch(Place::isType);
    Element first = annotated || methods.isEmpty() ? element : methods.get(0).element();
    return Position.of(first);
  }

  /** The simple name of the class that is generated beside it. */
  public String generatedSimpleName() {
    String nested =
        packageName.isEmpty() ? binaryName : binaryName.substring(packageName.length() + 1);
    return nested.replace('$', '_') + "_Ritmo";
  }

  /** The name of the class that is generated beside it. */
  public String generatedName() {
    String simpleName = generatedSimpleName();
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }
}
