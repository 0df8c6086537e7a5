package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Which return types have an adapter: an aspect that makes a call of each subscription. The adapter
 * of a type has its name, after a prefix and before a suffix, so that every compiler can look it up
 * on the class path, and nothing has to be listed or read.
 */
final class Adapters {

  private static final String PREFIX = "dev.ritmo.adapter.";
  private static final String SUFFIX = "Adapter";

  private final Elements elements;

  /** To search all modules for what is not there takes long. */
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
