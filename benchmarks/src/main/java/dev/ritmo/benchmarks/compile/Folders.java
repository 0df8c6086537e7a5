package dev.ritmo.benchmarks.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the steps read and write, within one folder. */
record Folders(Path root) {

  Path sources() {
    return root.resolve("sources");
  }

  /**
   * The class files that are woven: those with governed methods, as the plugin hands them to ajc.
   */
  Path governed() {
    return root.resolve("governed");
  }

  /** All class files, for what the governed ones refer to. */
  Path compiled() {
    return root.resolve("compiled");
  }

  Path output() {
    return root.resolve("output");
  }

  List<String> sourceFiles() throws IOException {
    return files(sources()).stream().map(Path::toString).toList();
  }

  void copyGoverned() throws IOException {
    for (Path file : files(compiled())) {
      if (Files.exists(file.resolveSibling(generatedFor(file)))) {
        Path copy = governed().resolve(compiled().relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static String generatedFor(Path file) {
    return file.getFileName().toString().replace(".class", "_Ritmo.class");
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
