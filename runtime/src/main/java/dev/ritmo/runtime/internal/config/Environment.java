package dev.ritmo.runtime.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a program: what a framework has given, then system properties, then
 * environment variables ({@code RITMO_LIMITER_OPENAI_CALLS} for {@code
 * ritmo.limiter.openai.calls}), then {@code ritmo.properties} on the class path.
 */
public final class Environment {

  private static final String FILE = "ritmo.properties";

  private Environment() {}

  /** The overrides in the current environment; the file is read once. */
  public static Overrides overrides() {
    List<Source> given = GivenSources.now();
    Properties file = file();
    return !given.isEmpty() || isAnythingGiven(file)
        ? new Overrides(settings(given, file))
        : Overrides.NONE;
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

  private static Settings settings(List<Source> given, Properties file) {
    List<Source> sources = new ArrayList<>(given);
    sources.add(Source.ofProperties("system property", values(System.getProperties())));
    sources.add(Source.ofVariables(System.getenv()));
    sources.add(Source.ofProperties(FILE, values(file)));
    return new Settings(List.copyOf(sources));
  }

  private static Map<String, String> values(Properties properties) {
    Map<String, String> values = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      if (value != null) { // it may have been removed meanwhile
        values.put(key, value);
      }
    }
    return values;
  }

  private static Properties file() {
    Properties properties = new Properties();
    try (InputStream in = open()) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      Reports.once("Ignored " + FILE + ": " + e.getMessage(), "");
    }
    return properties;
  }

  /**
   * With the class loader of the thread, or else our own, because a thread of the common pool may
   * have none.
   */
  private static @Nullable InputStream open() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    InputStream found = loader == null ? null : loader.getResourceAsStream(FILE);
    return found == null ? Environment.class.getClassLoader().getResourceAsStream(FILE) : found;
  }
}
