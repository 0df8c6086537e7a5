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
 * Finds the classes whose files contain one of the given texts: in directories, in archives, and in
 * nested archives, as in executable jars and web applications.
 */
final class ClassSearch {

  private static final String CLASS = ".class";
  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear|rar)");

  /** The locations of libraries in executable jars and web applications. */
  private static final Pattern LIBRARY = Pattern.compile("(.*/)?(BOOT|WEB)-INF/lib[^/]*/[^/]+");

  private final String[] texts;
  private final Set<String> classes = new TreeSet<>();
  private final Set<String> possible = new TreeSet<>();
  private final List<String> unreadable = new ArrayList<>();

  ClassSearch(String... texts) {
    this.texts = texts.clone();
  }

  /** The binary names of the classes, sorted. */
  Set<String> classes() {
    return Collections.unmodifiableSet(classes);
  }

  /** Classes in archives that may be mere data, which is so if they cannot be loaded. */
  Set<String> possibleClasses() {
    Set<String> others = new TreeSet<>(possible);
    others.removeAll(classes);
    return others;
  }

  /** The places that could not be searched. */
  List<String> unreadable() {
    return Collections.unmodifiableList(unreadable);
  }

  /** Records a place that cannot be searched. */
  void addUnreadable(String where) {
    unreadable.add(where);
  }

  /** Searches a directory or an archive. */
  void look(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        searchDirectory(entry);
      } else {
        searchArchive(entry.toFile(), entry.toString(), classes);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("Cannot read " + entry + " of the class path.", e);
    }
  }

  private void searchDirectory(Path root) throws IOException {
    Path folder = root.toRealPath(); // walking a symbolic link would only visit the link
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (path.endsWith(CLASS)) {
          addIfConcerned(path, Files.readAllBytes(file), classes);
        } else if (LIBRARY.matcher(path).matches() && ARCHIVE.matcher(path).matches()) {
          searchArchive(file.toFile(), file.toString(), classes);
        }
      }
    }
  }

  private void searchArchive(File archive, String where, Set<String> found) throws IOException {
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
            searchNested(in, where + "!/" + path, isLibrary ? found : possible);
          }
        }
      }
    }
  }

  /** Searches a nested archive, in a copy, because only a file allows random access. */
  private void searchNested(InputStream archive, String where, Set<String> found) {
    try {
      Path copy = Files.createTempFile("ritmo-verify", ".jar");
      try {
        Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
        searchArchive(copy.toFile(), where, found);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      if (found == classes) {
        addUnreadable(where);
      }
    }
  }

  /**
   * Adds the class of a file that contains one of the texts and its own name. A class file at
   * another path is not loaded from here, like those in {@code target/classes} if the directory of
   * the project is on the class path.
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

  /** The name of a class from the path of its file, also in executable and multi-release jars. */
  private static String internalName(String file) {
    return file.substring(0, file.length() - CLASS.length())
        .replaceFirst("^(BOOT-INF/classes|WEB-INF/classes|META-INF/versions/[0-9]+)/", "");
  }
}
