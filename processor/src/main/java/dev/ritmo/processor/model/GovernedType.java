package dev.ritmo.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * A type with annotations on itself or on its methods, in the order of the source.
 *
 * @param element the type
 * @param packageName its package; empty for the unnamed package
 * @param name its name for users: {@code com.acme.Outer.Inner}
 * @param binaryName its name at run time: {@code com.acme.Outer$Inner}
 * @param rateLimits every {@code @RateLimited}, on the type and on its methods
 * @param retries every {@code @RetryOnRateLimit}, on the type and on its methods
 * @param methods the methods that they govern
 * @param clashes annotations that conflict
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
    List<Clash> clashes,
    List<Prompt> prompts,
    List<String> spared) {

  private static final String RITMO = "_Ritmo";
  private static final String LIMITED = "_Limited";

  /** Every annotation, on the type and on its methods; for a repeated one, the first. */
  public Stream<Place> places() {
    return Stream.concat(
        rateLimits.stream().map(RateLimits::place), retries.stream().map(Retry::place));
  }

  /** Whether any of its keys ends at a type that does not exist, or not yet. */
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

  /** Whether it is an interface with governed methods that have no body to weave. */
  public boolean isDecorated() {
    return element.getKind() == ElementKind.INTERFACE
        && methods.stream().anyMatch(GovernedMethod::isAbstract);
  }

  /** The type with those of its governed methods that have a body to weave. */
  public GovernedType woven() {
    return new GovernedType(
        element,
        packageName,
        name,
        binaryName,
        rateLimits,
        retries,
        methods.stream().filter(method -> !method.isAbstract()).toList(),
        clashes,
        prompts,
        spared);
  }

  /** The names of all classes that are generated for it. */
  public List<String> generatedNames() {
    List<String> names = new ArrayList<>();
    if (!woven().methods().isEmpty()) {
      names.add(generatedName());
    }
    if (isDecorated()) {
      names.add(decoratorName());
      names.add(decoratorName() + RITMO);
    }
    return names;
  }

  /** The simple name of the generated class that lists its governed methods. */
  public String generatedSimpleName() {
    return flatName() + RITMO;
  }

  /** The name of the generated class that lists its governed methods. */
  public String generatedName() {
    return inPackage(generatedSimpleName());
  }

  /** The simple name of the class that wraps an instance. */
  public String decoratorSimpleName() {
    return flatName() + LIMITED;
  }

  /** The name of the class that wraps an instance. */
  public String decoratorName() {
    return inPackage(decoratorSimpleName());
  }

  /**
   * The name as if it were not nested. Its own underscores are doubled, so that {@code A.B} and
   * {@code A_B} have different names. The name of a decorator is flat already.
   */
  private String flatName() {
    String nested =
        packageName.isEmpty() ? binaryName : binaryName.substring(packageName.length() + 1);
    String own = nested.endsWith(LIMITED) ? nested : nested.replace("_", "__");
    return own.replace('$', '_');
  }

  private String inPackage(String simpleName) {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }
}
