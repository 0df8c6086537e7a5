package dev.ritmo.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ritmo.processor.RitmoProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources with the processor; one class path is read once for all of them. */
final class ExampleCompiler implements AutoCloseable {

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files =
      compiler.getStandardFileManager(null, Locale.ROOT, UTF_8);
  private final JavaFileObject surroundings;

  ExampleCompiler(String surroundings) {
    this.surroundings = new SourceText("com.acme.Surroundings", surroundings);
  }

  /** The errors and warnings of ours, and the errors of the compiler. */
  List<String> compile(String source, Path output, List<String> options) throws IOException {
    Files.createDirectories(output);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
    files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(output));
    List<String> all = new ArrayList<>(List.of("--release", "17", "-Aritmo.weaving=maven"));
    all.addAll(options);
    List<String> found = new ArrayList<>();
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            files,
            diagnostic -> add(diagnostic, found),
            all,
            null,
            List.of(surroundings, new SourceText("com.acme.Example", source)));
    task.setProcessors(List.of(new RitmoProcessor()));
    task.call();
    return found;
  }

  private static void add(Diagnostic<? extends JavaFileObject> diagnostic, List<String> found) {
    String message = diagnostic.getMessage(Locale.ROOT);
    if (diagnostic.getKind() == Diagnostic.Kind.ERROR || message.startsWith("[")) {
      found.add(message);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
