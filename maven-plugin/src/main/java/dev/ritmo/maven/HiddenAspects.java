package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps ajc from reading the AspectJ annotations of classes to weave. ajc would not weave their
 * advice, but would still check it, and reject what is valid for Spring: a parameter that is bound
 * without debug information, or a mixin. The names are replaced by others of the same length, also
 * in the copy of the class that ajc keeps, and restored afterwards.
 */
final class HiddenAspects {

  private static final String SHOWN = "Lorg/aspectj/lang/annotation/";
  private static final String HIDDEN = "Lorg/aspectj/lang/annotatioN/";

  private HiddenAspects() {}

  /** Hides the annotations in all class files of a directory. */
  static void hide(Path folder) throws IOException {
    replace(folder, SHOWN, HIDDEN);
  }

  /** Restores them. */
  static void show(Path folder) throws IOException {
    replace(folder, HIDDEN, SHOWN);
  }

  private static void replace(Path folder, String from, String to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String content = Files.readString(file, ISO_8859_1);
      if (content.contains(from)) {
        Files.writeString(file, content.replace(from, to), ISO_8859_1);
      }
    }
  }
}
