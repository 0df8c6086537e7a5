package dev.ritmo.processor.write;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.model.GovernedType;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The names from {@code java.lang} in a generated class. Their imports are omitted, as in code
 * written by hand, unless the package has a class of such a name.
 */
final class JavaLangNames {

  private final Elements elements;

  JavaLangNames(Elements elements) {
    this.elements = elements;
  }

  boolean isShadowedIn(GovernedType type) {
    String prefix = type.packageName().isEmpty() ? "" : type.packageName() + ".";
    Stream<String> named =
        GovernedTypeWriter.namedTypes(type)
            .filter(JavaLangNames::isInJavaLang)
            .map(JavaLangNames::importedName);
    ModuleElement module = elements.getModuleOf(type.element()); // searching all modules is slow
    return Stream.concat(Stream.of("Object", "Override", "SuppressWarnings"), named)
        .anyMatch(name -> elements.getTypeElement(module, prefix + name) != null);
  }

  /** Whether any class of the package has the name of one from {@code java.lang}. */
  boolean isAnyShadowedIn(GovernedType type) {
    ModuleElement base = elements.getModuleOf(elements.getTypeElement("java.lang.Object"));
    return MoreElements.getPackage(type.element()).getEnclosedElements().stream()
        .map(other -> "java.lang." + other.getSimpleName())
        .anyMatch(name -> elements.getTypeElement(base, name) != null);
  }

  /** For {@code Thread.State}, {@code Thread} would be imported. */
  private static String importedName(TypeElement type) {
    Element around = type.getEnclosingElement();
    return MoreElements.isType(around)
        ? importedName(MoreElements.asType(around))
        : type.getSimpleName().toString();
  }

  private static boolean isInJavaLang(TypeElement type) {
    return MoreElements.getPackage(type).getQualifiedName().contentEquals("java.lang");
  }
}
