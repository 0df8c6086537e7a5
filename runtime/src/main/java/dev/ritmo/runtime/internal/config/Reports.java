package dev.ritmo.runtime.internal.config;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs each problem with the configuration, and each mistake that calls repeat, once: many methods
 * read the same settings, on many threads. Thread-safe.
 */
public final class Reports {

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private Reports() {}

  /** Logs a warning, unless one about the same was logged before. */
  public static void once(String about, String rest) {
    if (REPORTED.add(about)) {
      System.getLogger("dev.ritmo").log(Level.WARNING, about + rest);
    }
  }

  /** Forgets all reports, so that problems are reported anew. */
  public static void forgetAll() {
    REPORTED.clear();
  }
}
