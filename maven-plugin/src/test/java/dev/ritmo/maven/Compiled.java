package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.RateLimited;
import dev.ritmo.adapter.reactor.core.publisher.MonoAdapter;
import dev.ritmo.runtime.spi.Governs;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.aspectj.lang.JoinPoint;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Class files for tests, as javac writes them when no annotation processor runs. */
final class Compiled {

  /** The first type of a source. */
  private static final Pattern NAME = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

  private static final String IMPORTS = "package acme; import dev.ritmo.*; ";

  private Compiled() {}

  /** Where the runtime's classes are: a folder, or a jar when it has been packaged. */
  static Path runtime() {
    return location(Governs.class);
  }

  /** Where the adapters for Mono and Flux are. */
  static Path reactorAdapters() {
    return location(MonoAdapter.class);
  }

  static List<Path> classPath() {
    return List.of(
        runtime(),
        location(RateLimited.class),
        location(JoinPoint.class),
        reactorAdapters(),
        location(Mono.class),
        location(Publisher.class));
  }

  /** The annotations that govern, where there are no composed ones. */
  static GoverningAnnotations annotations() {
    return GoverningAnnotations.on(List.of());
  }

  /** Compiles sources of the package {@code acme}. */
  static void into(Path folder, String... sources) throws IOException {
    into(folder, List.of(), sources);
  }

  static void into(Path folder, List<Path> more, String... sources) throws IOException {
    compile(folder, more, List.of("-proc:none"), List.of(), sources);
  }

  /** Compiles sources of the package {@code acme} as a build does, with Ritmo's processor. */
  static void processed(Path folder, List<Path> more, String... sources) throws IOException {
    List<Processor> processors =
        ServiceLoader.load(Processor.class).stream()
            .filter(found -> found.type().getName().equals(RitmoNames.PROCESSOR_CLASS))
            .map(ServiceLoader.Provider::get)
            .toList();
    compile(folder, more, List.of(RitmoNames.WEAVING_OPTION), processors, sources);
  }

  private static void compile(
      Path folder,
      List<Path> more,
      List<String> extra,
      List<Processor> processors,
      String... sources)
      throws IOException {
    Files.createDirectories(folder);
    List<JavaFileObject> files = Stream.of(sources).map(Compiled::file).toList();
    List<Path> path = new ArrayList<>(classPath());
    path.addAll(more);
    List<String> options =
        new ArrayList<>(
            List.of(
                "-d",
                folder.toString(),
                "-g",
                "-classpath",
                String.join(File.pathSeparator, path.stream().map(Path::toString).toList())));
    options.addAll(extra);
    StringWriter output = new StringWriter();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    JavaCompiler.CompilationTask task = javac.getTask(output, null, null, options, null, files);
    if (!processors.isEmpty()) {
      task.setProcessors(processors);
    }
    boolean compiled = task.call();
    assertWithMessage(output.toString()).that(compiled).isTrue();
  }

  /** The source of what the processor generates for a type, as far as the plugin reads it. */
  static String listing(String type, String methods, String spared) {
    return "@dev.ritmo.runtime.spi.Governs(type = \"acme.%s\", methods = {%s}, spared = {%s}) final class %s_Ritmo {}"
        .formatted(type, methods, spared, type.replace('$', '_'));
  }

  private static JavaFileObject file(String source) {
    Matcher name = NAME.matcher(source);
    assertWithMessage("a type in %s", source).that(name.find()).isTrue();
    URI uri = URI.create("string:///acme/" + name.group(1) + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return IMPORTS + source;
      }
    };
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
