package dev.ritmo.runtime.internal.verify;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directories and jars that the program was started with: its class path and module path, what
 * the manifests of jars add, and what the class loader of the thread adds to that.
 */
final class ClassPath {

  private static final String CLASS = ".class";

  private final Set<Path> entries = new LinkedHashSet<>();

  private ClassPath() {}

  static ClassPath ofProgram() {
    ClassPath path = new ClassPath();
    for (Path entry : split(System.getProperty("java.class.path"))) {
      path.add(entry);
    }
    for (Path entry : split(System.getProperty("jdk.module.path"))) {
      path.addModules(entry);
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          path.add(url);
        }
      }
    }
    return path;
  }

  /** A path of these directories and jars, for tests. */
  static ClassPath of(Path... entries) {
    ClassPath path = new ClassPath();
    for (Path entry : entries) {
      path.add(entry);
    }
    return path;
  }

  /** The binary names of the classes whose files contain one of the texts, sorted. */
  Set<String> classesContaining(String... texts) {
    Set<String> names = new TreeSet<>();
    for (Path entry : entries) {
      try {
        if (Files.isDirectory(entry)) {
          searchDirectory(entry, texts, names);
        } else {
          searchJar(entry, texts, names);
        }
      } catch (IOException | UncheckedIOException e) {
        throw new IllegalStateException("Cannot read " + entry + " of the class path.", e);
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private static void searchDirectory(Path root, String[] texts, Set<String> names)
      throws IOException {
    Path folder = root.toRealPath(); // walking a symbolic link would show the link alone
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(CLASS)) {
          String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
          addIfConcerned(path, Files.readAllBytes(file), texts, names);
        }
      }
    }
  }

  private static void searchJar(Path jar, String[] texts, Set<String> names) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(CLASS)) {
          try (InputStream in = file.getInputStream(entry)) {
            addIfConcerned(entry.getName(), in.readAllBytes(), texts, names);
          }
        }
      }
    }
  }

  /**
   * Adds the class of a file that contains one of the texts, and its own name: one that lies
   * elsewhere is not loaded from here, as those in {@code target/classes} are not when a program is
   * started with the folder of its project on the class path.
   */
  private static void addIfConcerned(
      String path, byte[] classFile, String[] texts, Set<String> names) {
    String content = new String(classFile, StandardCharsets.ISO_8859_1);
    if (Stream.of(texts).anyMatch(content::contains)) {
      String name = internalName(path);
      byte[] written = name.getBytes(StandardCharsets.UTF_8);
      if (content.contains(new String(written, StandardCharsets.ISO_8859_1))) {
        names.add(name.replace('/', '.'));
      }
    }
  }

  /** The name of a class by the path of its file, also in executable and multi-release jars. */
  private static String internalName(String file) {
    return file.substring(0, file.length() - CLASS.length())
        .replaceFirst("^(BOOT-INF/classes|WEB-INF/classes|META-INF/versions/[0-9]+)/", "");
  }

  /**
   * The entries of a path; none if it is empty, as it is where only modules were started. An empty
   * one at its end would be the current directory, but Surefire ends every path so.
   */
  private static List<Path> split(@Nullable String path) {
    List<Path> entries = new ArrayList<>();
    if (path == null || path.isEmpty()) {
      return entries;
    }
    for (String entry : path.split(File.pathSeparator, 0)) {
      try {
        entries.add(Path.of(entry));
      } catch (InvalidPathException e) {
        // the virtual machine ignores it as well
      }
    }
    return entries;
  }

  /** Adds a module, or the modules in a directory. */
  private void addModules(Path entry) {
    if (!Files.isDirectory(entry) || Files.exists(entry.resolve("module-info.class"))) {
      add(entry);
      return;
    }
    try (Stream<Path> modules = Files.list(entry)) {
      modules.forEach(this::add);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + entry + " of the module path.", e);
    }
  }

  private void add(URL url) {
    try {
      if (url.getProtocol().equals("file")) {
        add(Path.of(url.toURI()));
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // not the address of a file, so nothing that could be searched
    }
  }

  /** Adds the entry if it exists, and what the manifests of jars refer to from it. */
  private void add(Path start) {
    Deque<Path> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      Path entry = open.remove().toAbsolutePath().normalize();
      boolean searchable = Files.isDirectory(entry) || (Files.isRegularFile(entry) && isJar(entry));
      if (searchable && entries.add(entry) && Files.isRegularFile(entry)) {
        addManifestEntries(entry, open);
      }
    }
  }

  private static boolean isJar(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.size() > 0;
    } catch (IOException e) {
      return false; // the virtual machine ignores it as well
    }
  }

  private static void addManifestEntries(Path jar, Deque<Path> open) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String path =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (path == null) {
        return;
      }
      for (String relative : path.trim().split(" +", -1)) {
        URI uri = jar.toUri().resolve(relative);
        if ("file".equals(uri.getScheme())) {
          open.add(Path.of(uri));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // the virtual machine ignores it as well
    }
  }
}
