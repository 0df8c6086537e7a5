package dev.ritmo.maven;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Moves class files between directories. */
final class ClassSwap {

  private ClassSwap() {}

  /** Copies one class file to the same path below another directory. */
  static void copy(String path, Path from, Path to) throws IOException {
    Path target = to.resolve(path);
    Files.createDirectories(target.getParent());
    Files.copy(from.resolve(path), target, REPLACE_EXISTING);
  }

  /**
   * Moves every file of a directory to the same path below another one. A file with the same bytes
   * is left untouched, so that its time does not make it look changed.
   */
  static void moveAll(Path from, Path to) throws IOException {
    Path root = to.toRealPath(); // which may be a symbolic link
    for (Path file : files(from)) {
      Path target = root.resolve(from.relativize(file).toString());
      if (!Files.exists(target) || Files.mismatch(file, target) >= 0) {
        move(file, target);
      }
    }
  }

  /** Deletes a directory with its content, if it exists. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(folder)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void move(Path file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      Files.move(file, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(file, target, REPLACE_EXISTING);
    }
  }
}
