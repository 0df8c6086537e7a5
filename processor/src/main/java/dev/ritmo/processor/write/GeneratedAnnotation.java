package dev.ritmo.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import dev.ritmo.processor.model.GovernedType;
import java.util.Optional;
import javax.lang.model.util.Elements;

/** {@code @Generated}, if the module of the type can read it: it is not in {@code java.base}. */
final class GeneratedAnnotation {

  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");
  private static final String BY = "dev.ritmo.processor.RitmoProcessor";

  private final Elements elements;

  GeneratedAnnotation(Elements elements) {
    this.elements = elements;
  }

  Optional<AnnotationSpec> in(GovernedType type) {
    var module = elements.getModuleOf(type.element());
    return Optional.ofNullable(elements.getTypeElement(module, GENERATED.canonicalName()))
        .map(there -> AnnotationSpec.builder(GENERATED).addMember("value", "$S", BY).build());
  }
}
