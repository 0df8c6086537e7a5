package dev.ritmo.processor.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The digest of a plan file in an environment. The Maven plugin computes the same, to detect
 * classes that were compiled against another plan.
 */
final class PlanDigest {

  private PlanDigest() {}

  static String of(byte[] file, Optional<String> environment) {
    MessageDigest digest = sha256();
    digest.update(environment.orElse("").getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(file);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
