package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Finds the adapter of a return type: an aspect that makes a call for each subscription. Its name
 * is that of the type with a prefix and a suffix, so that a compiler can look it up on the class
 * path, and no list has to be read.
 */
final class Adapters {

  private static final String PREFIX = "dev.ritmo.adapter.";
  private static final String SUFFIX = "Adapter";

  private final Elements elements;

  /** Cached, because searching all modules for a missing class is slow. */
  private final Map<String, Boolean> known = new HashMap<>();

  Adapters(Elements elements) {
    this.elements = elements;
  }

  /** Whether calls of the method are made by an adapter. */
  boolean defer(ExecutableElement method) {
    TypeMirror type = method.getReturnType();
    return type.getKind() == TypeKind.DECLARED && hasAdapter(nameOf(type));
  }

  private boolean hasAdapter(String type) {
    return !type.startsWith("java.")
        && known.computeIfAbsent(
            type, name -> elements.getTypeElement(PREFIX + name + SUFFIX) != null);
  }

  private static String nameOf(TypeMirror type) {
    return MoreTypes.asTypeElement(type).getQualifiedName().toString();
  }
}
