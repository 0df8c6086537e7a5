package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.model.Clash;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads a type with annotations on itself or on its methods, without inherited methods. */
public final class GovernedTypeReader {

  private final Plan plan;
  private final Elements elements;
  private final Signatures signatures;
  private final GovernedThroughType throughType;
  private final Adapters adapters;
  private final ArgumentsReader arguments;

  /** A reader without a plan, for readings that do not depend on it. */
  public GovernedTypeReader(Elements elements, Types types) {
    this(elements, types, Plan.NONE);
  }

  /** A reader with a plan. */
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
    String name = Signatures.qualifiedName(type);
    List<RateLimits> rateLimits = new ArrayList<>();
    List<Retry> retries = new ArrayList<>();
    List<GovernedMethod> methods = new ArrayList<>();
    List<Clash> clashes = new ArrayList<>();
    List<String> spared = new ArrayList<>();
    RateLimits typeLimits = null;
    Retry typeRetry = null;
    if (type.getKind() != ElementKind.ANNOTATION_TYPE) { // an annotation type governs its uses
      typeLimits = limits(type, name, rateLimits, clashes);
      typeRetry = retry(type, name, retries, clashes);
    }

    for (ExecutableElement method : methodsIn(type.getEnclosedElements())) {
      String shown = signatures.shown(method);
      RateLimits limits = limits(method, name + "." + shown, rateLimits, clashes);
      Retry retry = retry(method, name + "." + shown, retries, clashes);
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
        clashes,
        ArgumentsReader.prompts(type),
        spared);
  }

  /** The first annotation that limits the element; any other conflicts with it. */
  private @Nullable RateLimits limits(
      Element element, String name, List<RateLimits> all, List<Clash> clashes) {
    RateLimits first = null;
    for (RateLimits limits : AnnotationReader.rateLimits(element, name)) {
      if (first == null) {
        first = limits.drawingOn(plan);
        all.add(first);
      } else {
        clashes.add(new Clash(first.place(), limits.place(), "limits it"));
      }
    }
    return first;
  }

  /** The first annotation that retries the element; any other conflicts with it. */
  private static @Nullable Retry retry(
      Element element, String name, List<Retry> all, List<Clash> clashes) {
    Retry first = null;
    for (Retry retry : AnnotationReader.retries(element, name)) {
      if (first == null) {
        first = retry;
        all.add(retry);
      } else {
        clashes.add(new Clash(first.place(), retry.place(), "retries it"));
      }
    }
    return first;
  }
}
