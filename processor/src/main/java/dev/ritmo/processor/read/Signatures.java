package dev.ritmo.processor.read;

import static java.util.stream.Collectors.joining;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Signatures of methods, a name and the erasures of the parameter types, for the runtime and for
 * users.
 */
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

  /** The same for a method as a member of another type, with type variables replaced. */
  String exact(ExecutableElement method, ExecutableType member) {
    return signature(
        method.getSimpleName().toString(),
        member.getParameterTypes(),
        type -> elements.getBinaryName(type).toString());
  }

  /** With types as written by users: {@code ask(String,int[])}. */
  String shown(ExecutableElement method) {
    return signature(method, Signatures::sourceName);
  }

  /** With its type, as written by users: {@code com.acme.Summaries.ask(String,int[])}. */
  String qualified(ExecutableElement method) {
    TypeElement type = MoreElements.asType(method.getEnclosingElement());
    return qualifiedName(type) + "." + shown(method);
  }

  private String signature(ExecutableElement method, Function<TypeElement, String> name) {
    return signature(
        method.getSimpleName().toString(),
        method.getParameters().stream().map(VariableElement::asType).toList(),
        name);
  }

  private String signature(
      String method, List<? extends TypeMirror> parameters, Function<TypeElement, String> name) {
    return parameters.stream()
        .map(parameter -> typeName(types.erasure(parameter), name))
        .collect(joining(",", method + "(", ")"));
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

  /** Built from simple names, because the Eclipse compiler writes a dot for a dollar in a name. */
  static String qualifiedName(TypeElement type) {
    Element around = type.getEnclosingElement();
    String prefix =
        MoreElements.isType(around)
            ? qualifiedName(MoreElements.asType(around))
            : MoreElements.getPackage(type).getQualifiedName().toString();
    return prefix.isEmpty() ? type.getSimpleName().toString() : prefix + "." + type.getSimpleName();
  }

  private static String sourceName(TypeElement type) {
    String name = qualifiedName(type);
    boolean inJavaLang =
        MoreElements.getPackage(type).getQualifiedName().contentEquals("java.lang");
    return inJavaLang ? name.substring("java.lang.".length()) : name;
  }
}
