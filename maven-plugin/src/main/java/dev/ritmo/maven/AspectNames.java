package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names of Ritmo's aspects. ajc would weave every aspect that it finds, including those among
 * the classes to weave; only the aspects named here may weave.
 */
final class AspectNames {

  /** The attribute that ajc adds to the class of an aspect. */
  private static final String ATTRIBUTE = "org.aspectj.weaver.Aspect";

  private AspectNames() {}

  /** The binary names of Ritmo's aspects in these jars and directories, sorted. */
  static Set<String> in(Collection<Path> aspectPath) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path element : aspectPath) {
      if (Files.isDirectory(element)) {
        add(element, names);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(element)) {
          add(jar.getPath("/"), names);
        }
      }
    }
    return names;
  }

  private static void add(Path root, Set<String> names) throws IOException {
    Path own = root.resolve(RitmoNames.PREFIX);
    if (!Files.isDirectory(own)) {
      return;
    }
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(".class")
            && new String(Files.readAllBytes(file), ISO_8859_1).contains(ATTRIBUTE)) {
          names.add(path.substring(0, path.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }
}
