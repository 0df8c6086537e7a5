package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** The method is called by the program, and not by the launcher of programs or tests. */
public final class MethodIsNoEntryPoint implements Rule<GovernedMethod> {

  private static final String MAIN = "main(java.lang.String[])";

  private static final Set<String> TESTS =
      Set.of(
          "org.junit.Test",
          "org.junit.jupiter.api.RepeatedTest",
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.api.TestFactory",
          "org.junit.jupiter.api.TestTemplate",
          "org.junit.jupiter.params.ParameterizedTest",
          "org.testng.annotations.Test");

  @Override
  public void check(GovernedMethod method, Findings findings) {
    entryPoint(method)
        .ifPresent(
            kind ->
                findings.add(
                    Diagnostic.ENTRY_POINT_GOVERNED, method.position(), method.subject(), kind));
  }

  private static Optional<String> entryPoint(GovernedMethod method) {
    if (method.signature().equals(MAIN)
        && method.element().getModifiers().contains(Modifier.STATIC)) {
      return Optional.of("the main method");
    }
    return isTest(method.element()) ? Optional.of("a test") : Optional.empty();
  }

  private static boolean isTest(ExecutableElement method) {
    return TESTS.stream().anyMatch(test -> MoreElements.isAnnotationPresent(method, test));
  }
}
