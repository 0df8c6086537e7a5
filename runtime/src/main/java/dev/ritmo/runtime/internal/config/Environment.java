package dev.ritmo.runtime.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a program is configured: system properties, then environment variables ({@code
 * RITMO_LIMITER_OPENAI_CALLS} for {@code ritmo.limiter.openai.calls}), then {@code
 * ritmo.properties} on the class path.
 */
public final class Environment {

  private static final String FILE = "ritmo.properties";

  private Environment() {}

  /** Overrides by the environment as it is now; the file is read once. */
  public static Overrides overrides() {
    Properties file = file();
    return isAnythingGiven(file) ? new Overrides(key -> value(key, file)) : Overrides.NONE;
  }

  private static boolean isAnythingGiven(Properties file) {
    if (!file.isEmpty()) {
      return true;
    }
    for (String property : System.getProperties().stringPropertyNames()) {
      if (property.startsWith("ritmo.")) {
        return true;
      }
    }
    for (String variable : System.getenv().keySet()) {
      if (variable.startsWith("RITMO_")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String value(String key, Properties file) {
    String property = System.getProperty(key);
    if (property != null) {
      return property;
    }
    String variable = System.getenv(variable(key));
    return variable != null ? variable : file.getProperty(key);
  }

  /** The name of the environment variable for a key. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Properties file() {
    Properties properties = new Properties();
    try (InputStream in = open()) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      System.getLogger("dev.ritmo")
          .log(System.Logger.Level.WARNING, "Ignored {0}: {1}", FILE, e.getMessage());
    }
    return properties;
  }

  /** By the class loader of the thread, or else ours: that of the common pool may see nothing. */
  private static @Nullable InputStream open() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    InputStream found = loader == null ? null : loader.getResourceAsStream(FILE);
    return found == null ? Environment.class.getClassLoader().getResourceAsStream(FILE) : found;
  }
}
