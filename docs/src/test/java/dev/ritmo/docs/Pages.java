package dev.ritmo.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation: those at the root of the repository, and those here. */
final class Pages {

  private static final Path ROOT = Path.of("..");

  private Pages() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("."))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
              docs.filter(file -> file.toString().endsWith(".md"))
                  .filter(file -> !file.startsWith("./target"))
                  .map(Path::normalize)
                  .sorted())
          .toList();
    }
  }
}
