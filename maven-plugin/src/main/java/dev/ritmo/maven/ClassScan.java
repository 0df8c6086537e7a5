package dev.ritmo.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the class files of a directory or jar that concern Ritmo. */
final class ClassScan {

  /** A part of the name of each attribute with annotations, visible at run time or invisible. */
  private static final String ANNOTATIONS = "isibleAnnotations";

  /** By path, for a stable order of messages. */
  private final TreeMap<String, ScannedClass> classes = new TreeMap<>();

  private ClassScan() {}

  /** Scans a directory; a missing one is empty. */
  static ClassScan ofFolder(Path folder, GoverningAnnotations annotations) throws IOException {
    ClassScan scan = new ClassScan();
    if (Files.isDirectory(folder)) {
      // walking a symbolic link would only visit the link, and so find no class
      scan.add(folder.toRealPath(), annotations);
    }
    return scan;
  }

  /** Scans a jar, wherever its classes are. */
  static ClassScan ofJar(Path jar, GoverningAnnotations annotations) throws IOException {
    ClassScan scan = new ClassScan();
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      scan.add(entries.getPath("/"), annotations);
    }
    return scan;
  }

  Collection<ScannedClass> classes() {
    return List.copyOf(classes.values());
  }

  /** Returns this scan, with classes at the same path replaced by those of another scan. */
  ClassScan overlaidBy(ClassScan other) {
    ClassScan both = new ClassScan();
    both.classes.putAll(classes);
    both.classes.putAll(other.classes);
    return both;
  }

  private void add(Path root, GoverningAnnotations annotations) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String path = root.relativize(file).toString().replace('\\', '/');
      String constants = new String(bytes, StandardCharsets.ISO_8859_1);
      // A search of the bytes saves parsing the many classes that are not concerned.
      if (constants.contains(RitmoNames.PREFIX)) {
        classes.put(path, read(path, bytes, annotations));
      } else if (constants.contains(ANNOTATIONS) || constants.contains(RitmoNames.FACTORY)) {
        addIfConcerned(path, bytes, annotations);
      }
    }
  }

  /** A class that does not name Ritmo may still use composed annotations, or create instances. */
  private void addIfConcerned(String path, byte[] bytes, GoverningAnnotations annotations) {
    try {
      ScannedClass type = ClassFileReader.read(path, bytes, annotations);
      if (type.concernsAspects()) {
        classes.put(path, type);
      }
    } catch (IllegalArgumentException e) {
      // ASM cannot read it; the generated class that would list its methods is reported
    }
  }

  /** Reads one class file that must not be skipped. */
  static ScannedClass read(String path, byte[] bytes, GoverningAnnotations annotations)
      throws IOException {
    try {
      return ClassFileReader.read(path, bytes, annotations);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          path
              + " must be a class file that ASM can read: "
              + e.getMessage()
              + ". Fix: build once with `clean`; compile for a release that ritmo-maven-plugin"
              + " knows, or use a newer one.",
          e);
    }
  }
}
