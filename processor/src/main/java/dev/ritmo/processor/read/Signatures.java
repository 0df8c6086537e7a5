package dev.ritmo.processor.read;

import static java.util.stream.Collectors.joining;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import java.util.Locale;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A method's name and the erasures of its parameter types, for the runtime and for users. */
final class Signatures {

  private final Elements elements;
  private final Types types;

  Signatures(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** As {@link Class#getTypeName} writes the types: {@code ask(java.lang.String,int[])}. */
  String exact(ExecutableElement method) {
    return signature(method, type -> elements.getBinaryName(type).toString());
  }

  /** As users write the types: {@code ask(String,int[])}. */
  String shown(ExecutableElement method) {
    return signature(method, Signatures::sourceName);
  }

  /** As users write it, with its type: {@code com.acme.Summaries.ask(String,int[])}. */
  String qualified(ExecutableElement method) {
    TypeElement type = MoreElements.asType(method.getEnclosingElement());
    return type.getQualifiedName() + "." + shown(method);
  }

  private String signature(ExecutableElement method, Function<TypeElement, String> name) {
    return method.getParameters().stream()
        .map(parameter -> typeName(types.erasure(parameter.asType()), name))
        .collect(joining(",", method.getSimpleName() + "(", ")"));
  }

  private static String typeName(TypeMirror type, Function<TypeElement, String> name) {
    if (type.getKind().isPrimitive()) {
      // not toString(), which repeats type annotations
      return type.getKind().name().toLowerCase(Locale.ROOT);
    }
    if (type.getKind() == TypeKind.ARRAY) {
      return typeName(MoreTypes.asArray(type).getComponentType(), name) + "[]";
    }
    return name.apply(MoreTypes.asTypeElement(type));
  }

  private static String sourceName(TypeElement type) {
    String name = type.getQualifiedName().toString();
    boolean inJavaLang =
        MoreElements.getPackage(type).getQualifiedName().contentEquals("java.lang");
    return inJavaLang ? name.substring("java.lang.".length()) : name;
  }
}
