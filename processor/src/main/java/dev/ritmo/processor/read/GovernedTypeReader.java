package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads a type with annotations on itself or on its methods. Inherited methods are not its own. */
public final class GovernedTypeReader {

  private final Plan plan;
  private final Elements elements;
  private final Signatures signatures;
  private final GovernedThroughType throughType;
  private final Adapters adapters;
  private final ArgumentsReader arguments;

  /** A reader that knows no plan, for what does not depend on it. */
  public GovernedTypeReader(Elements elements, Types types) {
    this(elements, types, Plan.NONE);
  }

  /** A reader under a plan. */
  public GovernedTypeReader(Elements elements, Types types, Plan plan) {
    this.plan = plan;
    this.elements = elements;
    signatures = new Signatures(elements, types);
    throughType = new GovernedThroughType(elements, signatures);
    adapters = new Adapters(elements);
    arguments = new ArgumentsReader(elements, types);
  }

  /** The type, its annotations and the methods that they govern. */
  public GovernedType read(TypeElement type) {
    String name = type.getQualifiedName().toString();
    RateLimits typeLimits = rateLimits(type, name);
    Retry typeRetry = AnnotationReader.retry(type, name);
    List<RateLimits> rateLimits = new ArrayList<>();
    List<Retry> retries = new ArrayList<>();
    List<GovernedMethod> methods = new ArrayList<>();
    List<String> spared = new ArrayList<>();
    Optional.ofNullable(typeLimits).ifPresent(rateLimits::add);
    Optional.ofNullable(typeRetry).ifPresent(retries::add);

    for (ExecutableElement method : methodsIn(type.getEnclosedElements())) {
      String shown = signatures.shown(method);
      RateLimits limits = rateLimits(method, name + "." + shown);
      Retry retry = AnnotationReader.retry(method, name + "." + shown);
      Optional.ofNullable(limits).ifPresent(rateLimits::add);
      Optional.ofNullable(retry).ifPresent(retries::add);
      if (throughType.includes(type, method)) {
        limits = limits != null ? limits : typeLimits;
        retry = retry != null ? retry : typeRetry;
      }
      boolean typeIsAnnotated = typeLimits != null || typeRetry != null;
      if (limits != null || retry != null) {
        methods.add(
            new GovernedMethod(
                method,
                signatures.exact(method),
                shown,
                limits,
                retry,
                adapters.defer(method),
                arguments.read(method, limits)));
      } else if (typeIsAnnotated && GovernedThroughType.isAccessor(type, method)) {
        spared.add(signatures.exact(method));
      }
    }
    return new GovernedType(
        type,
        MoreElements.getPackage(type).getQualifiedName().toString(),
        name,
        elements.getBinaryName(type).toString(),
        rateLimits,
        retries,
        methods,
        ArgumentsReader.prompts(type),
        spared);
  }

  private @Nullable RateLimits rateLimits(Element element, String name) {
    RateLimits limits = AnnotationReader.rateLimits(element, name);
    return limits == null ? null : limits.drawingOn(plan);
  }
}
