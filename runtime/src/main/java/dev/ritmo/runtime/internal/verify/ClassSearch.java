package dev.ritmo.runtime.internal.verify;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the classes whose files contain one of some texts, in folders, in archives, and in the
 * archives within those, as executable jars and web applications have them.
 */
final class ClassSearch {

  private static final String CLASS = ".class";
  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear|rar)");

  /** Where the loaders of executable jars and of web applications take libraries from. */
  private static final Pattern LIBRARY = Pattern.compile("(.*/)?(BOOT|WEB)-INF/lib[^/]*/[^/]+");

  private final String[] texts;
  private final Set<String> classes = new TreeSet<>();
  private final Set<String> maybe = new TreeSet<>();
  private final List<String> unseen = new ArrayList<>();

  ClassSearch(String... texts) {
    this.texts = texts.clone();
  }

  /** The binary names of the classes, sorted. */
  Set<String> classes() {
    return Collections.unmodifiableSet(classes);
  }

  /** Of classes in archives that may as well be data of the program; those it cannot load are. */
  Set<String> maybeClasses() {
    Set<String> others = new TreeSet<>(maybe);
    others.removeAll(classes);
    return others;
  }

  /** What should have been looked into and could not be. */
  List<String> unseen() {
    return Collections.unmodifiableList(unseen);
  }

  /** Notes a place that cannot be looked into. */
  void cannotLook(String where) {
    unseen.add(where);
  }

  /** Looks into a folder or an archive. */
  void look(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        lookIntoFolder(entry);
      } else {
        lookIntoArchive(entry.toFile(), entry.toString(), classes);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("Cannot read " + entry + " of the class path.", e);
    }
  }

  private void lookIntoFolder(Path root) throws IOException {
    Path folder = root.toRealPath(); // walking a symbolic link would show the link alone
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (path.endsWith(CLASS)) {
          addIfConcerned(path, Files.readAllBytes(file), classes);
        } else if (LIBRARY.matcher(path).matches() && ARCHIVE.matcher(path).matches()) {
          lookIntoArchive(file.toFile(), file.toString(), classes);
        }
      }
    }
  }

  private void lookIntoArchive(File archive, String where, Set<String> found) throws IOException {
    try (JarFile file = new JarFile(archive)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String path = entry.getName();
        if (path.endsWith(CLASS)) {
          try (InputStream in = file.getInputStream(entry)) {
            addIfConcerned(path, in.readAllBytes(), found);
          }
        } else if (ARCHIVE.matcher(path).matches() && !entry.isDirectory()) {
          boolean isLibrary = LIBRARY.matcher(path).matches();
          try (InputStream in = file.getInputStream(entry)) {
            lookIntoNested(in, where + "!/" + path, isLibrary ? found : maybe);
          }
        }
      }
    }
  }

  /** Looks into an archive within another one: in a copy, as only that can be read at random. */
  private void lookIntoNested(InputStream archive, String where, Set<String> found) {
    try {
      Path copy = Files.createTempFile("ritmo-verify", ".jar");
      try {
        Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
        lookIntoArchive(copy.toFile(), where, found);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      if (found == classes) {
        cannotLook(where);
      }
    }
  }

  /**
   * Adds the class of a file that contains one of the texts, and its own name: one that lies
   * elsewhere is not loaded from here, as those in {@code target/classes} are not when a program is
   * started with the folder of its project on the class path.
   */
  private void addIfConcerned(String path, byte[] classFile, Set<String> found) {
    String content = new String(classFile, StandardCharsets.ISO_8859_1);
    if (Stream.of(texts).anyMatch(content::contains)) {
      String name = internalName(path);
      byte[] written = name.getBytes(StandardCharsets.UTF_8);
      if (content.contains(new String(written, StandardCharsets.ISO_8859_1))) {
        found.add(name.replace('/', '.'));
      }
    }
  }

  /** The name of a class by the path of its file, also in executable and multi-release jars. */
  private static String internalName(String file) {
    return file.substring(0, file.length() - CLASS.length())
        .replaceFirst("^(BOOT-INF/classes|WEB-INF/classes|META-INF/versions/[0-9]+)/", "");
  }
}
