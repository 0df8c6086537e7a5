package dev.ritmo.opentelemetry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What is configured: system properties first, then environment variables, then the file. */
final class TracingSettings {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final String GEN_AI = "ritmo.otel.gen-ai";
  private static final String LATEST = "gen_ai_latest_experimental";

  private TracingSettings() {}

  /** Whether spans with model and usage are asked for. */
  static boolean isGenAiOn() {
    String value = value(GEN_AI, "RITMO_OTEL_GEN_AI");
    value = value == null ? inFile() : value;
    if (value == null || value.isBlank()) {
      return false;
    }
    boolean isOn = value.strip().equalsIgnoreCase("true");
    if (!isOn && !value.strip().equalsIgnoreCase("false")) {
      LOG.log(
          Level.WARNING,
          "{0} must be true or false, but is \"{1}\". It is taken as false. Fix: correct the value.",
          GEN_AI,
          value);
    }
    return isOn;
  }

  /** Whether the latest conventions are asked for, by the switch that all libraries share. */
  static boolean isLatest() {
    String value = value("otel.semconv-stability.opt-in", "OTEL_SEMCONV_STABILITY_OPT_IN");
    return value != null && List.of(value.strip().split("\\s*,\\s*")).contains(LATEST);
  }

  private static @Nullable String value(String property, String variable) {
    String value = System.getProperty(property);
    return value == null ? System.getenv(variable) : value;
  }

  private static @Nullable String inFile() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null) {
      return null;
    }
    Properties properties = new Properties();
    try (InputStream in = loader.getResourceAsStream("ritmo.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      return null; // the runtime reads the same file, and reports it
    }
    return properties.getProperty(GEN_AI);
  }
}
