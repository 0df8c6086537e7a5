package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.OverridingElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of ours that an element carries, and what the elements of an annotation type
 * override in them.
 */
final class Composition {

  /** The elements that repeated annotations share, so that it is clear to override them in all. */
  private static final Set<String> SHARED = Set.of(AnnotationNames.LIMITER);

  private Composition() {}

  /** Ours on the element, in the order of the source; those in a container one by one. */
  static List<AnnotationMirror> carriedBy(Element element) {
    List<AnnotationMirror> carried = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (is(mirror, AnnotationNames.RATE_LIMITED_LIST)) {
        carried.addAll(valuesOf(mirror));
      } else if (is(mirror, AnnotationNames.RATE_LIMITED)
          || is(mirror, AnnotationNames.RETRY_ON_RATE_LIMIT)) {
        carried.add(mirror);
      }
    }
    return carried;
  }

  /** The elements of an annotation type that are named like elements of what it carries. */
  static List<OverridingElement> overridingElements(Element annotation) {
    List<AnnotationMirror> carried = carriedBy(annotation);
    List<OverridingElement> overriding = new ArrayList<>();
    for (ExecutableElement element : methodsIn(annotation.getEnclosedElements())) {
      String name = element.getSimpleName().toString();
      List<ExecutableElement> overridden =
          carried.stream()
              .flatMap(mirror -> elementsOf(mirror).stream())
              .filter(other -> other.getSimpleName().contentEquals(name))
              .toList();
      if (!overridden.isEmpty()) {
        boolean sameType = overridden.stream().allMatch(other -> isSameType(element, other));
        boolean clear = overridden.size() == 1 || SHARED.contains(name);
        overriding.add(new OverridingElement(element, overridden, sameType, clear));
      }
    }
    return overriding;
  }

  /**
   * The values that replace those in one of ours, by the names of their elements.
   *
   * @param annotation the type of the annotation that carries it
   * @param use the use of that annotation; null for the defaults of its declaration
   */
  static Map<String, AnnotationValue> overrides(
      Element annotation, @Nullable AnnotationMirror use, AnnotationMirror ours) {
    Map<String, AnnotationValue> values = new LinkedHashMap<>();
    List<ExecutableElement> elements = elementsOf(ours);
    for (OverridingElement overriding : overridingElements(annotation)) {
      for (ExecutableElement overridden : overriding.overridden()) {
        AnnotationValue value = valueOf(overriding.element(), overridden, use);
        if (value != null && overriding.overrides() && elements.contains(overridden)) {
          values.put(overridden.getSimpleName().toString(), value);
        }
      }
    }
    return values;
  }

  /** The written value, or else the default; null if there is none, or if it means "not set". */
  private static @Nullable AnnotationValue valueOf(
      ExecutableElement element, ExecutableElement overridden, @Nullable AnnotationMirror use) {
    AnnotationValue written = use == null ? null : use.getElementValues().get(element);
    if (written != null) {
      return written;
    }
    AnnotationValue value = element.getDefaultValue();
    AnnotationValue leftOut = overridden.getDefaultValue();
    boolean same =
        value != null
            && leftOut != null
            && AnnotationValues.equivalence().equivalent(value, leftOut);
    return same ? null : value;
  }

  static boolean is(AnnotationMirror mirror, String annotation) {
    return MoreTypes.asTypeElement(mirror.getAnnotationType())
        .getQualifiedName()
        .contentEquals(annotation);
  }

  static List<AnnotationMirror> valuesOf(AnnotationMirror container) {
    AnnotationValue values = AnnotationMirrors.getAnnotationValue(container, AnnotationNames.VALUE);
    return List.copyOf(AnnotationValues.getAnnotationMirrors(values));
  }

  private static List<ExecutableElement> elementsOf(AnnotationMirror mirror) {
    return methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements());
  }

  private static boolean isSameType(ExecutableElement one, ExecutableElement other) {
    return MoreTypes.equivalence().equivalent(one.getReturnType(), other.getReturnType());
  }
}
