package dev.ritmo.runtime.internal.config;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is wrong with the configuration, each complaint logged once: many threads may read the same
 * setting, and every method of a limiter does. Safe for use by many threads.
 */
public final class Reports {

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private Reports() {}

  /** Logs a warning, unless there was one about the same. */
  static void once(String about, String rest) {
    if (REPORTED.add(about)) {
      System.getLogger("dev.ritmo").log(Level.WARNING, about + rest);
    }
  }

  /** Reports everything anew. */
  public static void forgetAll() {
    REPORTED.clear();
  }
}
