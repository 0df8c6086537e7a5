package dev.ritmo.processor.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.ritmo.processor.RitmoProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that the corpus is held against, each in this virtual machine. */
final class HostCompiler {

  /** That of the JDK that runs the tests. */
  static final HostCompiler JAVAC =
      new HostCompiler(
          "javac",
          ToolProvider.getSystemJavaCompiler(),
          List.of("--release", "17", "-Xlint:all,-processing"));

  /** The one of Eclipse. */
  static final HostCompiler ECJ =
      new HostCompiler("ecj", new EclipseCompiler(), List.of("--release", "17"));

  /** Not all that the tests run with: reading it takes longer than compiling. */
  private static final String CLASS_PATH =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(HostCompiler::isOfPrograms)
          .collect(joining(File.pathSeparator));

  private static final Pattern CODE = Pattern.compile("\\[(\\w+)] .*", Pattern.DOTALL);

  private final String name;
  private final JavaCompiler compiler;
  private final List<String> options;

  private HostCompiler(String name, JavaCompiler compiler, List<String> options) {
    this.name = name;
    this.compiler = compiler;
    this.options = options;
  }

  /** Compiles files, by their names, with the processor and its options. */
  Outcome compile(
      Path folder, Map<String, String> files, List<String> ofProcessor, String... moreOptions)
      throws IOException {
    List<Diagnostic<? extends JavaFileObject>> diagnostics = new ArrayList<>();
    Path output = Files.createDirectories(folder.resolve("output"));
    StringWriter log = new StringWriter();
    boolean success;
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(diagnostics::add, Locale.ROOT, UTF_8)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              log,
              manager,
              diagnostics::add,
              options(output, ofProcessor, moreOptions),
              null,
              manager.getJavaFileObjectsFromPaths(write(folder, files)));
      task.setProcessors(List.of(new RitmoProcessor()));
      success = task.call();
    }
    return new Outcome(
        success,
        diagnostics.stream().map(HostCompiler::found).toList(),
        generated(output),
        log.toString());
  }

  private static boolean isOfPrograms(String entry) {
    return Stream.of(
            "annotations",
            "runtime",
            "jspecify",
            "langchain4j",
            "spring-",
            "junit-jupiter",
            "apiguardian")
        .anyMatch(entry::contains);
  }

  private List<String> options(Path output, List<String> ofProcessor, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-d", output.toString(), "-s", output.toString()));
    all.addAll(List.of("-classpath", CLASS_PATH));
    all.addAll(ofProcessor);
    all.addAll(List.of(more));
    return all;
  }

  private static List<Path> write(Path folder, Map<String, String> files) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve("source").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      written.add(Files.writeString(path, file.getValue()));
    }
    return written;
  }

  private static Map<String, String> generated(Path output) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(found -> found.toString().endsWith(".java")).toList()) {
        sources.put(output.relativize(file).toString(), Files.readString(file));
      }
    }
    return sources;
  }

  private static Found found(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    Matcher code = CODE.matcher(message);
    return new Found(
        code.matches() ? code.group(1) : "",
        diagnostic.getKind(),
        (int) diagnostic.getLineNumber(),
        (int) diagnostic.getColumnNumber(),
        message);
  }

  @Override
  public String toString() {
    return name;
  }

  /** What a compiler said; the code is empty if it is its own word. */
  record Found(String code, Diagnostic.Kind kind, int line, int column, String message) {}

  /**
   * What came out of it.
   *
   * @param generated sources by file name
   * @param log what else it printed, such as the trace of a crash
   */
  record Outcome(boolean success, List<Found> found, Map<String, String> generated, String log) {

    List<Found> ours() {
      return found.stream().filter(diagnostic -> !diagnostic.code().isEmpty()).toList();
    }

    List<Found> errorsOfCompiler() {
      return found.stream()
          .filter(diagnostic -> diagnostic.code().isEmpty())
          .filter(diagnostic -> diagnostic.kind() == Diagnostic.Kind.ERROR)
          .toList();
    }
  }
}
