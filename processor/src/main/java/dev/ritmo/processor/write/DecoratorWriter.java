package dev.ritmo.processor.write;

import static java.util.stream.Collectors.joining;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.ritmo.processor.model.DecoratedMethod;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.RuntimeTypes;
import dev.ritmo.processor.model.UpperBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;

/**
 * Writes {@code Foo_Limited implements Foo}, which delegates every call to the instance it wraps.
 * The output is reproducible.
 */
public final class DecoratorWriter {

  private static final String INDENT = "  ";
  private static final String TARGET = "target";

  /** Warnings about declarations in the interface; noise in a file that users cannot edit. */
  private static final List<String> WARNINGS =
      List.of("deprecation", "overloads", "rawtypes", "removal", "serial", "try", "unchecked");

  private final GeneratedAnnotation generated;
  private final JavaLangNames javaLang;
  private final Filer filer;

  public DecoratorWriter(Elements elements, Filer filer) {
    generated = new GeneratedAnnotation(elements);
    javaLang = new JavaLangNames(elements);
    this.filer = filer;
  }

  /**
   * Writes the class.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Decorator decorator) throws IOException {
    GovernedType type = decorator.of();
    JavaFile.builder(type.packageName(), decoratorClass(decorator))
        .indent(INDENT)
        .skipJavaLangImports(!javaLang.isAnyShadowedIn(type))
        .build()
        .writeTo(filer);
  }

  private TypeSpec decoratorClass(Decorator decorator) {
    GovernedType type = decorator.of();
    TypeName self = TypeName.get(type.element().asType());
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(type.decoratorSimpleName())
            .addOriginatingElement(type.element())
            .avoidClashesWithNestedClasses(type.element())
            .addJavadoc(
                "Stands around a {@code $L} and limits it; made by {@code Ritmo.limit}.",
                type.name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(self);
    type.element()
        .getTypeParameters()
        .forEach(parameter -> builder.addTypeVariable(TypeVariableName.get(parameter)));
    generated.in(type).ifPresent(builder::addAnnotation);
    builder
        .addAnnotation(
            AnnotationSpec.builder(RuntimeTypes.DECORATES)
                .addMember("value", "$S", type.binaryName())
                .build())
        .addAnnotation(suppressions())
        .addField(self, TARGET, Modifier.PRIVATE, Modifier.FINAL)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addParameter(self, TARGET)
                .addStatement("this.$N = $N", TARGET, TARGET)
                .build());
    decorator.methods().forEach(method -> builder.addMethod(passOn(method)));
    return builder.build();
  }

  private static AnnotationSpec suppressions() {
    AnnotationSpec.Builder annotation = AnnotationSpec.builder(SuppressWarnings.class);
    WARNINGS.forEach(warning -> annotation.addMember("value", "$S", warning));
    return annotation.build();
  }

  private static MethodSpec passOn(DecoratedMethod method) {
    String name = method.element().getSimpleName().toString();
    MethodSpec.Builder builder = MethodSpec.methodBuilder(name).addAnnotation(Override.class);
    GovernedMethod governed = method.governed();
    if (governed != null) {
      builder.addAnnotation(mark(governed));
    }
    builder.addModifiers(Modifier.PUBLIC).returns(TypeName.get(method.type().getReturnType()));
    method.type().getTypeVariables().forEach(type -> builder.addTypeVariable(variable(type)));
    List<? extends VariableElement> parameters = method.element().getParameters();
    for (int i = 0; i < parameters.size(); i++) {
      TypeName type = TypeName.get(method.type().getParameterTypes().get(i));
      builder.addParameter(
          ParameterSpec.builder(type, parameters.get(i).getSimpleName().toString()).build());
    }
    method.thrown().forEach(thrown -> builder.addException(TypeName.get(thrown)));
    return builder
        .varargs(method.element().isVarArgs())
        .addStatement(
            "$Lthis.$N.$N($L)",
            method.type().getReturnType().getKind() == TypeKind.VOID ? "" : "return ",
            TARGET,
            name,
            parameters.stream().map(VariableElement::getSimpleName).collect(joining(", ")))
        .build();
  }

  private static AnnotationSpec mark(GovernedMethod governed) {
    AnnotationSpec.Builder mark = AnnotationSpec.builder(RuntimeTypes.GOVERNED);
    RateLimits limits = governed.limits();
    if (limits != null && limits.all().stream().anyMatch(RateLimit::differsByArguments)) {
      mark.addMember("byArguments", "true");
    }
    return mark.build();
  }

  /** A type variable with its bounds as a member of the interface. */
  private static TypeVariableName variable(TypeVariable variable) {
    List<TypeName> bounds = new ArrayList<>();
    UpperBounds.of(variable).forEach(bound -> bounds.add(TypeName.get(bound)));
    if (bounds.size() > 1 && bounds.get(0).equals(ClassName.OBJECT)) {
      // JavaPoet omits one, without which the method would not override
      bounds.add(0, ClassName.OBJECT);
    }
    return TypeVariableName.get(
        variable.asElement().getSimpleName().toString(), bounds.toArray(TypeName[]::new));
  }
}
