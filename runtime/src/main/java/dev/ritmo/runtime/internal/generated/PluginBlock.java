package dev.ritmo.runtime.internal.generated;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The lines that a pom.xml needs, for messages; the build inserts its version. */
public final class PluginBlock {

  private PluginBlock() {}

  /** The lines, indented, without a trailing line break. */
  public static String lines() {
    try (InputStream file = PluginBlock.class.getResourceAsStream("plugin.xml")) {
      byte[] bytes = Objects.requireNonNull(file, "plugin.xml").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
