package dev.ritmo.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The method that extracts the key of a governed method from its arguments. */
final class KeyCode {

  private static final String ARGUMENTS = "arguments";

  private KeyCode() {}

  static MethodSpec of(GovernedMethod method, KeyPath key, String name) {
    MethodSpec.Builder code =
        MethodSpec.methodBuilder(name)
            .addJavadoc("The key {@code $L} of {@code $L}.", key.text(), method.shown())
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Object.class)
            .addParameter(Object[].class, ARGUMENTS);
    NameAllocator names = new NameAllocator();
    String unused = names.newName(ARGUMENTS);
    CodeBlock value = CodeBlock.of("$N[$L]", ARGUMENTS, key.position());
    for (int i = 0; i < key.steps().size(); i++) {
      KeyStep step = key.steps().get(i);
      String variable = names.newName(key.names().get(i));
      code.addStatement(assignment(step.receiver(), variable, value));
      code.beginControlFlow("if ($N == null)", variable);
      code.addStatement("return $T.NONE", RuntimeTypes.KEY_FUNCTION);
      code.endControlFlow();
      value = CodeBlock.of("$N.$L", variable, step.code());
    }
    if (type(key).getKind().isPrimitive()) {
      return code.addStatement("return $L", value).build();
    }
    String last = names.newName(key.names().get(key.names().size() - 1));
    return code.addStatement("var $N = $L", last, value)
        .addStatement("return $N == null ? $T.NONE : $N", last, RuntimeTypes.KEY_FUNCTION, last)
        .build();
  }

  private static CodeBlock assignment(
      @Nullable DeclaredType receiver, String variable, CodeBlock value) {
    TypeName type = receiver == null ? null : TypeName.get(receiver);
    return type == null || type.equals(ClassName.OBJECT)
        ? CodeBlock.of("var $N = $L", variable, value)
        : CodeBlock.of("$T $N = ($T) $L", type, variable, type, value);
  }

  private static TypeMirror type(KeyPath key) {
    return Objects.requireNonNull(key.type());
  }
}
