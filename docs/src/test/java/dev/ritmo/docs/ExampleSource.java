package dev.ritmo.docs;

import static java.util.stream.Collectors.partitioningBy;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Makes a source file of an example. Its code may be members of a class, types included, or the
 * body of a method; both see what {@code Surroundings} declares, and common imports. {@code { ...
 * }} is a body that does not matter. Code that begins with a package is a file of its own, and a
 * module descriptor stays as it is. Annotations alone, one a line, are each on a method.
 */
final class ExampleSource {

  private static final String IMPORTS =
      Stream.of(
              "dev.langchain4j.model.chat.*",
              "dev.langchain4j.model.chat.request.*",
              "dev.langchain4j.model.chat.response.*",
              "dev.langchain4j.model.openai.*",
              "dev.langchain4j.service.*",
              "dev.ritmo.*",
              "dev.ritmo.console.*",
              "dev.ritmo.langchain4j.*",
              "dev.ritmo.langchain4j.http.*",
              "dev.ritmo.langchain4j.pool.*",
              "dev.ritmo.runtime.*",
              "dev.ritmo.runtime.spi.*",
              "dev.ritmo.runtime.spi.Signal.*",
              "dev.ritmo.testkit.*",
              "java.io.IOException",
              "java.lang.annotation.*",
              "java.net.SocketTimeoutException",
              "java.time.*",
              "java.util.*",
              "java.util.concurrent.*",
              "java.util.function.*",
              "java.util.stream.*",
              "org.junit.jupiter.api.*",
              "org.jspecify.annotations.Nullable",
              "org.springframework.scheduling.annotation.Scheduled",
              "org.springframework.transaction.annotation.Transactional",
              "reactor.core.publisher.Flux",
              "static com.google.common.truth.Truth.*",
              "static dev.ritmo.runtime.spi.Dimension.*",
              "static java.util.concurrent.TimeUnit.*")
          .map(name -> "import " + name + "; ")
          .reduce("", String::concat);

  private static final Pattern ELIDED = Pattern.compile("\\{\\s*\\.\\.\\.\\s*}");
  private static final String BODY = "{ throw new UnsupportedOperationException(); }";
  private static final String PACKAGE = "package com.acme;";
  private static final String HEAD = "abstract class Example extends Surroundings {\n";

  private ExampleSource() {}

  static boolean isModule(Example example) {
    return example.code().matches("(?s)(open )?module .*");
  }

  static String of(Example example) {
    String code = ELIDED.matcher(example.code()).replaceAll(BODY);
    if (isModule(example)) {
      return code;
    }
    if (code.startsWith(PACKAGE)) {
      return code.replaceFirst(PACKAGE, PACKAGE + " " + IMPORTS);
    }
    if (code.lines().allMatch(line -> line.matches("@(?!interface ).*"))) {
      return PACKAGE + IMPORTS + HEAD + onMethods(code) + "}\n";
    }
    Map<Boolean, List<String>> lines =
        code.lines().collect(partitioningBy(line -> line.startsWith("import ")));
    String head = PACKAGE + IMPORTS + String.join(" ", lines.get(true)) + " " + HEAD;
    String written = String.join("\n", lines.get(false)) + "\n";
    String members = head + written + "}\n";
    String statements = head + "void example() throws Exception {\n" + written + "}}\n";
    return syntaxErrors(members).isEmpty() || !syntaxErrors(statements).isEmpty()
        ? members
        : statements;
  }

  private static String onMethods(String annotations) {
    StringBuilder members = new StringBuilder();
    int number = 1;
    for (String annotation : annotations.lines().toList()) {
      String method = "String ask%s(String user, String text) ".formatted(number++);
      members.append(annotation).append('\n').append(method).append(BODY).append('\n');
    }
    return members.toString();
  }

  /** The errors of a source, before anything in it is looked up. */
  static List<String> syntaxErrors(String source) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    found,
                    List.of("-proc:none"), // with processors, errors would be held back
                    null,
                    List.of(new SourceText("Example", source)));
    try {
      task.parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }
}
