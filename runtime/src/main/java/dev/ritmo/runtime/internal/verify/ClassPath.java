package dev.ritmo.runtime.internal.verify;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
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
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directories and jars that the program was started with: its class path and module path, the
 * entries that manifests of jars add, and those that the class loader of the thread adds.
 */
final class ClassPath {

  /** In every jar, except the few that were built without a manifest. */
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final Pattern ARCHIVE = Pattern.compile("(?:file|nested):(.*?)/?!.*");

  private final Set<Path> entries = new LinkedHashSet<>();
  private final Set<String> unreadable = new TreeSet<>();

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
      path.add(loader);
    }
    return path;
  }

  /** A class path of these directories and jars, for tests. */
  static ClassPath of(Path... entries) {
    ClassPath path = new ClassPath();
    for (Path entry : entries) {
      path.add(entry);
    }
    return path;
  }

  /** Searches for the classes whose files contain one of the texts. */
  ClassSearch search(String... texts) {
    ClassSearch search = new ClassSearch(texts);
    entries.forEach(search::look);
    unreadable.forEach(search::addUnreadable);
    return search;
  }

  /**
   * The entries of a path; none if it is empty, as for a program that consists of modules only. An
   * empty last entry would mean the current directory, but Surefire ends every path like that.
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
        // the JVM ignores it as well
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

  private void add(ClassLoader loader) {
    if (loader instanceof URLClassLoader urls) {
      for (URL url : urls.getURLs()) {
        add(url.getProtocol(), url.getFile());
      }
    } else if (loader.getClass().getModule() != Object.class.getModule()) {
      addRoots(loader);
    }
  }

  /** Adds the locations of another kind of class loader, as far as it exposes them. */
  private void addRoots(ClassLoader loader) {
    try {
      for (URL folder : Collections.list(loader.getResources(""))) {
        add(folder.getProtocol(), folder.getFile());
      }
      for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
        String file = manifest.getFile();
        add(manifest.getProtocol(), file.substring(0, file.length() - MANIFEST.length()));
      }
    } catch (IOException | RuntimeException e) {
      unreadable.add(loader.getClass().getName() + ", a class loader");
    }
  }

  /**
   * Adds a location by its URL. One within an archive is found with the archive: {@code
   * jar:file:/app.jar!/BOOT-INF/lib/a.jar!/}, or {@code jar:nested:/app.jar/!BOOT-INF/lib/a.jar!/}.
   */
  private void add(String protocol, String file) {
    try {
      if (protocol.equals("file")) {
        add(Path.of(new URI("file:" + encoded(file))));
        return;
      }
      Matcher archive = ARCHIVE.matcher(file);
      if (protocol.equals("jar") && archive.matches()) {
        add(Path.of(new URI("file:" + encoded(archive.group(1)))));
        return;
      }
      if (protocol.equals("jrt")) {
        return; // the Java platform
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // not the URL of a file, so not searchable
    }
    unreadable.add(protocol + ":" + file);
  }

  /** URLs may contain unencoded characters. */
  private static String encoded(String file) {
    return file.replace(" ", "%20");
  }

  /** Adds the entry if it exists, and the entries that the manifests of jars refer to. */
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
      return false; // the JVM ignores it as well
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
      // the JVM ignores it as well
    }
  }
}
