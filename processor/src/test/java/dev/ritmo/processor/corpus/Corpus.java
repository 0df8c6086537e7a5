package dev.ritmo.processor.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Programs from the Markdown files of a folder: below each heading of the second level one program,
 * indented by four blanks. A line of {@code Options:} before it replaces the usual ones.
 */
final class Corpus {

  private static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final String HEADING = "## ";
  private static final String INDENT = "    ";
  private static final String OPTIONS = "Options:";
  private static final List<String> USUAL = List.of("-Aritmo.weaving=maven");

  private Corpus() {}

  static List<Program> programs(String folder) throws IOException {
    List<Program> programs = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        programs.addAll(programsIn(file));
      }
    }
    return programs;
  }

  private static List<Program> programsIn(Path file) throws IOException {
    List<Program> programs = new ArrayList<>();
    String title = "";
    List<String> lines = new ArrayList<>();
    List<String> options = USUAL;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(HEADING)) {
        add(title, lines, options, programs);
        title =
            file.getFileName().toString().replace(".md", ": ") + line.substring(HEADING.length());
        lines = new ArrayList<>();
        options = USUAL;
      } else if (line.startsWith(OPTIONS)) {
        options =
            Stream.of(line.substring(OPTIONS.length()).split(" "))
                .filter(option -> !option.isBlank())
                .toList();
      } else if (line.startsWith(INDENT) || (line.isBlank() && !lines.isEmpty())) {
        lines.add(line.isBlank() ? "" : line.substring(INDENT.length()));
      }
    }
    add(title, lines, options, programs);
    return programs;
  }

  private static void add(
      String title, List<String> lines, List<String> options, List<Program> programs) {
    if (!lines.isEmpty()) {
      programs.add(Program.of(title, lines, options));
    }
  }
}
