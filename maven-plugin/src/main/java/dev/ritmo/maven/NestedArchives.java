package dev.ritmo.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The classes of nested archives, as in executable jars and wars. */
final class NestedArchives {

  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear|rar)");

  /** The locations of libraries in executable jars and web applications. */
  private static final Pattern LIBRARY = Pattern.compile("(.*/)?(BOOT|WEB)-INF/lib[^/]*/[^/]+");

  private final Map<String, ClassScan> scans = new LinkedHashMap<>();
  private final GoverningAnnotations annotations;

  private NestedArchives(GoverningAnnotations annotations) {
    this.annotations = annotations;
  }

  /**
   * Scans the archives nested in one, at any depth, by location.
   *
   * @throws WeavingException if a library cannot be read
   */
  static Map<String, ClassScan> in(Path archive, GoverningAnnotations annotations)
      throws IOException, WeavingException {
    NestedArchives nested = new NestedArchives(annotations);
    nested.search(archive, archive.toString());
    return Collections.unmodifiableMap(nested.scans);
  }

  private void search(Path archive, String where) throws IOException, WeavingException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && ARCHIVE.matcher(entry.getName()).matches()) {
          try (InputStream bytes = zip.getInputStream(entry)) {
            add(bytes, where + "!/" + entry.getName());
          }
        }
      }
    }
  }

  /** Reads an archive in a copy, because only a file allows random access. */
  private void add(InputStream archive, String where) throws IOException, WeavingException {
    Path copy = Files.createTempFile("ritmo-verify", ".jar");
    try {
      Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
      search(copy, where);
      scans.put(where, ClassScan.ofJar(copy, annotations));
    } catch (ZipException e) {
      if (LIBRARY.matcher(where).matches()) {
        throw new WeavingException(
            Problem.NOT_READABLE.message(List.of(where + ": " + e.getMessage())));
      }
    } finally {
      Files.delete(copy);
    }
  }
}
