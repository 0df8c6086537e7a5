package dev.ritmo.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * The classes that ajc adds for advice that it cannot inline: {@code Foo$AjcClosure1}. Compilers do
 * not know them, so they remain when their class is renamed or has fewer governed methods.
 */
final class Closures {

  private static final Pattern FILE = Pattern.compile("(.+)\\$AjcClosure\\d+\\.class");

  /** The tag of a constant that names a class. */
  private static final int CLASS = 7;

  private Closures() {}

  /** Deletes the closures below a directory whose class is gone or no longer refers to them. */
  static void deleteUnused(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder.toRealPath())) {
      files = walk.filter(file -> FILE.matcher(file.getFileName().toString()).matches()).toList();
    }
    for (Path file : files) {
      if (!isUsed(file)) {
        Files.delete(file);
      }
    }
  }

  private static boolean isUsed(Path file) throws IOException {
    Matcher name = FILE.matcher(file.getFileName().toString());
    Path owner = name.matches() ? file.resolveSibling(name.group(1) + ".class") : file;
    if (!Files.exists(owner)) {
      return false;
    }
    try {
      String closure = new ClassReader(Files.readAllBytes(file)).getClassName();
      return refersTo(closure, new ClassReader(Files.readAllBytes(owner)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return true; // ASM cannot read it, so keep its closures
    }
  }

  private static boolean refersTo(String closure, ClassReader owner) {
    char[] buffer = new char[owner.getMaxStringLength()];
    for (int i = 1; i < owner.getItemCount(); i++) {
      int item = owner.getItem(i);
      if (item > 0
          && owner.readByte(item - 1) == CLASS
          && closure.equals(owner.readUTF8(item, buffer))) {
        return true;
      }
    }
    return false;
  }
}
