package dev.ritmo.runtime.internal.config;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Logs each problem with the configuration, and each mistake that calls repeat, once: many methods
 * read the same settings, on many threads. Thread-safe.
 */
public final class Reports {

  private static final ConcurrentMap<String, String> REPORTED = new ConcurrentHashMap<>();

  private Reports() {}

  /** Logs a warning, unless one about the same was logged before. */
  public static void once(String about, String rest) {
    if (REPORTED.putIfAbsent(about, about + rest) == null) {
      System.getLogger("dev.ritmo").log(Level.WARNING, about + rest);
    }
  }

  /** All reports so far, sorted. */
  static List<String> all() {
    return REPORTED.values().stream().sorted().toList();
  }

  /** Forgets all reports, so that problems are reported anew. */
  public static void forgetAll() {
    REPORTED.clear();
  }
}
