package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.collect.ImmutableList;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.ritmo.runtime.spi.GovernedMethod;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A source held against the processor, under {@code -Xlint:all -Werror}. The mark {@code ^} in it
 * stands where the first error is expected; it is taken out before the source is compiled.
 */
final class SourceSubject {

  static final String PREAMBLE =
      "package com.acme; import dev.ritmo.*; import java.util.*; import java.util.concurrent.*; ";

  private static final char MARK = '^';

  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");

  private final ImmutableList<String> sources;
  private final List<String> options = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();

  private SourceSubject(List<String> sources) {
    this.sources = ImmutableList.copyOf(sources);
    options.addAll(List.of("-Xlint:all,-processing", "-Werror", "-Aritmo.weaving=maven"));
    processors.add(new RitmoProcessor());
  }

  /** A method of the class {@code com.acme.Calls}, on one line with it. */
  static SourceSubject assertThatMethod(String method) {
    return assertThatType("abstract class Calls { " + method + " }");
  }

  /** Types in the package {@code com.acme}, in one file. */
  static SourceSubject assertThatType(String type) {
    return assertThatFiles(PREAMBLE + type);
  }

  /** Whole files; the first may hold the mark. */
  static SourceSubject assertThatFiles(String... sources) {
    return new SourceSubject(Arrays.asList(sources));
  }

  SourceSubject with(String... moreOptions) {
    options.addAll(Arrays.asList(moreOptions));
    return this;
  }

  /** With these classes on the class path, in front of those of the test. */
  SourceSubject onClassPath(Path folder) {
    return with("-classpath", folder + File.pathSeparator + System.getProperty("java.class.path"));
  }

  SourceSubject without(String option) {
    assertThat(options.remove(option)).isTrue();
    return this;
  }

  SourceSubject with(Processor other) {
    processors.add(other);
    return this;
  }

  SourceSubject only(Processor other) {
    processors.clear();
    return with(other);
  }

  Compilation compile() {
    List<JavaFileObject> files =
        sources.stream()
            .map(source -> source.replace(String.valueOf(MARK), ""))
            .map(source -> JavaFileObjects.forSourceString(nameOf(source), source))
            .toList();
    return Compiler.javac().withProcessors(processors).withOptions(options).compile(files);
  }

  /** It compiles without any diagnostic, and so does what is generated from it. */
  Compilation isClean() {
    Compilation compilation = compile();
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    return compilation;
  }

  /** The methods that the generated class of {@code com.acme.Calls} lists. */
  List<GovernedMethod> governs() {
    return Generated.load(isClean(), "com.acme.Calls_Ritmo").methods();
  }

  /** It has exactly these errors and no other diagnostic, the first of them at the mark. */
  void hasErrors(String... messages) {
    isAtMark(hasMessages(messages).get(0));
  }

  /**
   * It has exactly these warnings and no other diagnostic, the first of them at the mark. What
   * silences them, with which each ends, is left out here.
   */
  void hasWarnings(String... messages) {
    without("-Werror");
    String[] whole = Stream.of(messages).map(SourceSubject::withSilencing).toArray(String[]::new);
    isAtMark(hasMessages(Diagnostic.Kind.WARNING, whole).get(0));
  }

  static String withSilencing(String message) {
    String code = message.substring(1, message.indexOf(']'));
    return message + " If this is intended, add @SuppressWarnings(\"ritmo:" + code + "\").";
  }

  private void isAtMark(Diagnostic<?> first) {
    String source = sources.get(0);
    int at = source.indexOf(MARK);
    assertWithMessage("a mark in the source").that(at).isAtLeast(0);
    long line = source.substring(0, at).lines().count();
    int column = at - source.lastIndexOf('\n', at);
    assertThat(first.getLineNumber() + ":" + first.getColumnNumber())
        .isEqualTo(line + ":" + column);
  }

  /** It has exactly these errors and no other diagnostic, wherever. */
  List<? extends Diagnostic<?>> hasMessages(String... messages) {
    return hasMessages(Diagnostic.Kind.ERROR, messages);
  }

  private List<? extends Diagnostic<?>> hasMessages(Diagnostic.Kind kind, String... messages) {
    Compilation compilation = compile();
    assertThat(compilation.diagnostics().stream().map(SourceSubject::messageOf).toList())
        .containsExactlyElementsIn(messages)
        .inOrder();
    assertThat(compilation.diagnostics().stream().map(Diagnostic::getKind).distinct().toList())
        .containsExactly(kind);
    return compilation.diagnostics();
  }

  /** The message as it was printed: javac indents all lines of it but the first. */
  private static String messageOf(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT).replace("\n  ", "\n");
  }

  static String nameOf(String source) {
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      return "module-info";
    }
    Matcher in = PACKAGE.matcher(source);
    return (in.find() ? in.group(1) + "." : "") + type.group(1);
  }
}
