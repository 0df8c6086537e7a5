package dev.ritmo.processor.read;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static javax.lang.model.util.ElementFilter.methodsIn;

import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;

/** Selects the methods that an annotation on their type governs: most of the public ones. */
final class GovernedThroughType {

  private static final Set<String> OF_ENUMS = Set.of("values()", "valueOf(java.lang.String)");
  private static final String MAIN = "main(java.lang.String[])";

  private final Signatures signatures;
  private final Set<String> ofObject;

  GovernedThroughType(Elements elements, Signatures signatures) {
    this.signatures = signatures;
    ofObject =
        methodsIn(elements.getTypeElement("java.lang.Object").getEnclosedElements()).stream()
            .map(signatures::exact)
            .collect(toUnmodifiableSet());
  }

  boolean includes(TypeElement type, ExecutableElement method) {
    String signature = signatures.exact(method);
    return type.getKind() != ElementKind.ANNOTATION_TYPE
        && method.getModifiers().contains(Modifier.PUBLIC)
        && !ofObject.contains(signature)
        && !isAccessor(type, method)
        && !(type.getKind() == ElementKind.ENUM && OF_ENUMS.contains(signature))
        && !isMain(method, signature);
  }

  static boolean isAccessor(TypeElement type, ExecutableElement method) {
    return type.getRecordComponents().stream()
        .map(RecordComponentElement::getAccessor)
        .anyMatch(method::equals);
  }

  private static boolean isMain(ExecutableElement method, String signature) {
    return signature.equals(MAIN)
        && method.getModifiers().contains(Modifier.STATIC)
        && method.getReturnType().getKind() == TypeKind.VOID;
  }
}
