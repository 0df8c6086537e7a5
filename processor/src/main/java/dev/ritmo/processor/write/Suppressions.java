package dev.ritmo.processor.write;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.AnnotationSpec;
import dev.ritmo.processor.model.GovernedType;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The warnings that the classes of failures and the members of keys could cause in a generated
 * class. Users cannot edit that file, so the warnings would be noise.
 */
final class Suppressions {

  private final Elements elements;

  Suppressions(Elements elements) {
    this.elements = elements;
  }

  Optional<AnnotationSpec> in(GovernedType type) {
    TreeSet<String> warnings = new TreeSet<>();
    for (TypeElement named : GovernedTypeWriter.namedTypes(type).toList()) {
      if (MoreElements.getPackage(named).equals(MoreElements.getPackage(type.element()))) {
        // it may be in the source file of another class, which mirrors do not show
        warnings.add("auxiliaryclass");
      }
      if (isDeprecated(named)) {
        warnings.addAll(List.of("deprecation", "removal"));
      }
    }
    if (GovernedTypeWriter.keySteps(type).anyMatch(step -> elements.isDeprecated(step.member()))) {
      warnings.addAll(List.of("deprecation", "removal"));
    }
    if (warnings.isEmpty()) {
      return Optional.empty();
    }
    AnnotationSpec.Builder annotation = AnnotationSpec.builder(SuppressWarnings.class);
    warnings.forEach(warning -> annotation.addMember("value", "$S", warning));
    return Optional.of(annotation.build());
  }

  /** Whether the type or an enclosing one is deprecated. */
  private boolean isDeprecated(Element type) {
    Element around = type.getEnclosingElement();
    return elements.isDeprecated(type)
        || (around != null && MoreElements.isType(around) && isDeprecated(around));
  }
}
