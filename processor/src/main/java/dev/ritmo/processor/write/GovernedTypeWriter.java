package dev.ritmo.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.KeyStep;
import dev.ritmo.processor.model.RuntimeTypes;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Writes {@code Foo_Ritmo}. The output is reproducible, and reads like a class written by hand. It
 * names the governed type only in strings, so that it needs no access to it; the only classes it
 * names are those of failures and those on the path of a key.
 */
public final class GovernedTypeWriter {

  private static final String INDENT = "  ";

  private final GeneratedAnnotation generated;
  private final Suppressions suppressions;
  private final JavaLangNames javaLang;
  private final Filer filer;
  private final String planDigest;

  /**
   * A writer for one compilation.
   *
   * @param planDigest the digest of its plan file
   */
  public GovernedTypeWriter(Elements elements, Filer filer, String planDigest) {
    this.planDigest = planDigest;
    generated = new GeneratedAnnotation(elements);
    suppressions = new Suppressions(elements);
    javaLang = new JavaLangNames(elements);
    this.filer = filer;
  }

  /**
   * Writes the class of the type; nothing if the type has no governed methods.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(GovernedType type) throws IOException {
    if (type.methods().isEmpty()) {
      return;
    }
    List<GovernedMethod> methods =
        type.methods().stream().sorted(Comparator.comparing(GovernedMethod::signature)).toList();
    JavaFile.builder(type.packageName(), generatedClass(type, methods))
        .indent(INDENT)
        .skipJavaLangImports(!javaLang.isShadowedIn(type))
        .build()
        .writeTo(filer);
  }

  private TypeSpec generatedClass(GovernedType type, List<GovernedMethod> methods) {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(type.generatedSimpleName())
            .addOriginatingElement(type.element())
            .addJavadoc("What governs the methods of {@code $L}.", type.name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(RuntimeTypes.GOVERNED_TYPE);
    generated.in(type).ifPresent(builder::addAnnotation);
    builder.addAnnotation(IndexCode.of(type, methods, planDigest));
    suppressions.in(type).ifPresent(builder::addAnnotation);
    KeyMethods keys = new KeyMethods(methods);
    ClassName own = ClassName.get(type.packageName(), type.generatedSimpleName());
    return builder.addMethod(methodsMethod(methods, keys, own)).addMethods(keys.all()).build();
  }

  private static MethodSpec methodsMethod(
      List<GovernedMethod> methods, KeyMethods keys, ClassName own) {
    ClassName list = ClassName.get(List.class);
    return MethodSpec.methodBuilder("methods")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(list, RuntimeTypes.GOVERNED_METHOD))
        .addCode("return $T.of(\n$>$>", list)
        .addCode(
            methods.stream()
                .map(method -> GovernedMethodCode.of(method, keys.nameFor(method), own))
                .collect(CodeBlock.joining(",\n")))
        .addCode(");\n$<$<")
        .build();
  }

  /** The classes that the generated class names. */
  static Stream<TypeElement> namedTypes(GovernedType type) {
    return Stream.concat(failureTypes(type), keySteps(type).map(KeyStep::owner));
  }

  /** The members that the generated class uses. */
  static Stream<KeyStep> keySteps(GovernedType type) {
    return type.methods().stream()
        .flatMap(method -> Stream.ofNullable(method.arguments().key()))
        .flatMap(key -> key.steps().stream());
  }

  private static Stream<TypeElement> failureTypes(GovernedType type) {
    return type.methods().stream()
        .flatMap(method -> Stream.ofNullable(method.retry()))
        .flatMap(retry -> retry.failureTypes().stream())
        .map(FailureType::type);
  }
}
