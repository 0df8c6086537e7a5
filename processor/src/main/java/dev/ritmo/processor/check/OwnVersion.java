package dev.ritmo.processor.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this processor, which the other artifacts share; written by the build. */
public final class OwnVersion {

  private OwnVersion() {}

  /** The version from our own jar. */
  public static String read() {
    Properties properties = new Properties();
    try (InputStream file = OwnVersion.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(file, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
