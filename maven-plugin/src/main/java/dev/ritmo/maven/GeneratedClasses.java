package dev.ritmo.maven;

import dev.ritmo.maven.ScannedClass.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The generated classes on a class path, found by their names. If there are several for one type,
 * the first one counts, as for the class loader.
 */
final class GeneratedClasses {

  /** The number of names in {@code module/target/classes}. */
  private static final int NAMES_OF_A_DIRECTORY = 3;

  private final Map<String, Found> byType = new LinkedHashMap<>();

  /**
   * A generated class.
   *
   * @param place the name of the jar, or the end of the path of the directory, which shows the
   *     module
   */
  record Found(Listing listing, String place) {

    /** Its location, for messages. */
    String text() {
      return listing.type() + " in " + place;
    }
  }

  private final GoverningAnnotations governing;

  private GeneratedClasses(GoverningAnnotations governing) {
    this.governing = governing;
  }

  static Collection<Found> on(Collection<Path> classPath) throws IOException {
    // Only their indexes are read, so no class path is needed to find composed annotations.
    try (GoverningAnnotations governing = GoverningAnnotations.on(List.of())) {
      GeneratedClasses found = new GeneratedClasses(governing);
      for (Path element : classPath) {
        if (Files.isDirectory(element)) {
          found.addFolder(element);
        } else if (Files.isRegularFile(element)) {
          found.addJar(element);
        }
      }
      return List.copyOf(found.byType.values());
    }
  }

  private void addFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder.toRealPath())) {
      files = walk.filter(file -> file.toString().endsWith(RitmoNames.GENERATED)).sorted().toList();
    }
    for (Path file : files) {
      add(file.toString(), Files.readAllBytes(file), folder);
    }
  }

  private void addJar(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getName().endsWith(RitmoNames.GENERATED)) {
          try (InputStream bytes = zip.getInputStream(entry)) {
            add(entry.getName(), bytes.readAllBytes(), jar);
          }
        }
      }
    } catch (ZipException e) {
      // A file that is not an archive has no classes.
    }
  }

  private static String shown(Path place) {
    int shown = Files.isDirectory(place) ? NAMES_OF_A_DIRECTORY : 1;
    int names = place.getNameCount();
    return place.subpath(Math.max(0, names - shown), names).toString();
  }

  private void add(String path, byte[] bytes, Path place) throws IOException {
    Listing listing = ClassScan.read(path, bytes, governing).listing();
    if (listing != null) {
      byType.putIfAbsent(listing.type(), new Found(listing, shown(place)));
    }
  }
}
