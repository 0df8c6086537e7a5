package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a type with annotations on itself or on its methods. Inherited methods are not its own. */
public final class GovernedTypeReader {

  private final Elements elements;
  private final Signatures signatures;
  private final GovernedThroughType throughType;

  public GovernedTypeReader(Elements elements, Types types) {
    this.elements = elements;
    signatures = new Signatures(elements, types);
    throughType = new GovernedThroughType(elements, signatures);
  }

  /** The type, its annotations and the methods that they govern. */
  public GovernedType read(TypeElement type) {
    String name = type.getQualifiedName().toString();
    RateLimit typeLimit = AnnotationReader.rateLimit(type, name);
    Retry typeRetry = AnnotationReader.retry(type, name);
    List<RateLimit> limits = new ArrayList<>();
    List<Retry> retries = new ArrayList<>();
    List<GovernedMethod> methods = new ArrayList<>();
    List<String> spared = new ArrayList<>();
    Optional.ofNullable(typeLimit).ifPresent(limits::add);
    Optional.ofNullable(typeRetry).ifPresent(retries::add);

    for (ExecutableElement method : methodsIn(type.getEnclosedElements())) {
      String shown = signatures.shown(method);
      RateLimit limit = AnnotationReader.rateLimit(method, name + "." + shown);
      Retry retry = AnnotationReader.retry(method, name + "." + shown);
      Optional.ofNullable(limit).ifPresent(limits::add);
      Optional.ofNullable(retry).ifPresent(retries::add);
      if (throughType.includes(type, method)) {
        limit = limit != null ? limit : typeLimit;
        retry = retry != null ? retry : typeRetry;
      }
      boolean typeIsAnnotated = typeLimit != null || typeRetry != null;
      if (limit != null || retry != null) {
        methods.add(new GovernedMethod(method, signatures.exact(method), shown, limit, retry));
      } else if (typeIsAnnotated && GovernedThroughType.isAccessor(type, method)) {
        spared.add(signatures.exact(method));
      }
    }
    return new GovernedType(
        type,
        MoreElements.getPackage(type).getQualifiedName().toString(),
        name,
        elements.getBinaryName(type).toString(),
        limits,
        retries,
        methods,
        spared);
  }
}
