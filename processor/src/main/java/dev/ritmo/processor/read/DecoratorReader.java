package dev.ritmo.processor.read;

import static java.util.stream.Collectors.toMap;
import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.DecoratedMethod;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Reads the methods that the decorator of an interface implements: its own and those it inherits.
 * Inherited ones are governed by the annotations of the interface that declares them.
 */
public final class DecoratorReader {

  private static final Set<String> OF_OBJECT =
      Set.of("equals(java.lang.Object)", "hashCode()", "toString()");

  private final Elements elements;
  private final Types types;
  private final Signatures signatures;
  private final GovernedTypeReader reader;

  public DecoratorReader(Elements elements, Types types, GovernedTypeReader reader) {
    this.elements = elements;
    this.types = types;
    this.reader = reader;
    signatures = new Signatures(elements, types);
  }

  /** The decorator of the type; empty if there is nothing for it to govern. */
  public Optional<Decorator> read(GovernedType type) {
    if (!type.isDecorated()) {
      return Optional.empty();
    }
    Map<Element, Map<Element, GovernedMethod>> governed = new HashMap<>();
    governed.put(type.element(), byElement(type));
    DeclaredType self = MoreTypes.asDeclared(type.element().asType());
    Map<String, DecoratedMethod> methods = new LinkedHashMap<>();
    for (ExecutableElement method : methodsOf(type.element())) {
      ExecutableType member = MoreTypes.asExecutable(types.asMemberOf(self, method));
      String signature = signatures.exact(method, member);
      DecoratedMethod decorated =
          new DecoratedMethod(
              method,
              member,
              member.getThrownTypes(),
              governing(method, signature, governed),
              null);
      methods.merge(signature, decorated, this::oneOf);
    }
    return Optional.of(new Decorator(type, List.copyOf(methods.values())));
  }

  /**
   * The methods that it has to implement, and toString(), but not equals and hashCode: it has its
   * own identity.
   */
  private List<ExecutableElement> methodsOf(TypeElement type) {
    List<ExecutableElement> methods =
        new ArrayList<>(MoreElements.getLocalAndInheritedMethods(type, types, elements));
    methods.removeIf(method -> OF_OBJECT.contains(signatures.exact(method)));
    for (ExecutableElement method : methodsIn(object().getEnclosedElements())) {
      if (method.getSimpleName().contentEquals("toString")) {
        methods.add(method);
      }
    }
    return methods;
  }

  private TypeElement object() {
    return elements.getTypeElement("java.lang.Object");
  }

  private @Nullable GovernedMethod governing(
      ExecutableElement method,
      String signature,
      Map<Element, Map<Element, GovernedMethod>> governed) {
    if (!method.getModifiers().contains(Modifier.ABSTRACT)) {
      return null; // woven in its own class
    }
    GovernedMethod found =
        governed
            .computeIfAbsent(
                method.getEnclosingElement(),
                declaring -> byElement(reader.read(MoreElements.asType(declaring))))
            .get(method);
    return found == null ? null : found.withSignature(signature);
  }

  private static Map<Element, GovernedMethod> byElement(GovernedType type) {
    return type.methods().stream().collect(toMap(GovernedMethod::element, method -> method));
  }

  /**
   * Of two methods inherited from unrelated interfaces, prefers the governed one, then the one with
   * the narrower type.
   */
  private DecoratedMethod oneOf(DecoratedMethod one, DecoratedMethod other) {
    TypeMirror result = narrower(one.type().getReturnType(), other.type().getReturnType());
    DecoratedMethod narrower = result == one.type().getReturnType() ? one : other;
    GovernedMethod governed = one.governed() != null ? one.governed() : other.governed();
    return new DecoratedMethod(
        narrower.element(), narrower.type(), thrownByBoth(one, other), governed, rival(one, other));
  }

  private static @Nullable GovernedMethod rival(DecoratedMethod one, DecoratedMethod other) {
    if (one.rival() != null) {
      return one.rival();
    }
    return one.governed() == null || isSame(one.governed(), other.governed())
        ? null
        : other.governed();
  }

  private static boolean isSame(GovernedMethod one, @Nullable GovernedMethod other) {
    return other == null
        || (one.limiterName().equals(other.limiterName())
            && (one.retry() == null) == (other.retry() == null));
  }

  private List<TypeMirror> thrownByBoth(DecoratedMethod one, DecoratedMethod other) {
    List<TypeMirror> thrown = new ArrayList<>();
    one.thrown().stream().filter(type -> isAnyOf(type, other.thrown())).forEach(thrown::add);
    other.thrown().stream()
        .filter(type -> isAnyOf(type, one.thrown()) && !isAnyOf(type, thrown))
        .forEach(thrown::add);
    return thrown;
  }

  private boolean isAnyOf(TypeMirror type, List<? extends TypeMirror> others) {
    return others.stream()
        .anyMatch(other -> types.isSubtype(types.erasure(type), types.erasure(other)));
  }

  private TypeMirror narrower(TypeMirror one, TypeMirror other) {
    boolean isReference = !one.getKind().isPrimitive() && one.getKind() != TypeKind.VOID;
    return isReference && !types.isSubtype(one, other) ? other : one;
  }
}
