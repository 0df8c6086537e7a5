package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fingerprint of the classes that were woven, and of the aspects. As long as it is unchanged,
 * ajc need not run. The advice is part of the woven bytes, so another runtime requires weaving
 * again.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Collection<Path> aspects, Path folder, Collection<ScannedClass> classes)
      throws IOException {
    MessageDigest digest = sha256();
    digest.update(PomSnippets.version().getBytes(UTF_8));
    for (Path jar : aspects) {
      for (Path file : files(jar)) {
        digest.update(Files.readAllBytes(file));
      }
    }
    for (ScannedClass type : classes) {
      if (type.concernsAspects()) {
        digest.update(type.path().getBytes(UTF_8));
        digest.update(Files.readAllBytes(folder.resolve(type.path())));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The fingerprint of one file. */
  static String of(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** The jar itself, or the files of a directory. */
  private static List<Path> files(Path jar) throws IOException {
    try (Stream<Path> walk = Files.walk(jar)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
