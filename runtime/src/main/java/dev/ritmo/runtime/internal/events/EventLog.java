package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.spi.LimiterEvent;
import java.lang.System.Logger.Level;

/** Writes to the log what happened to limiters. Never called under a lock; thread-safe. */
final class EventLog {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /** Whether each event is a line, as far as was last known: the log is foreign code. */
  private static volatile boolean isVerbose = LOG.isLoggable(Level.DEBUG);

  private EventLog() {}

  /** Whether each event is written; safe under a lock. */
  static boolean isVerbose() {
    return isVerbose;
  }

  /** Looks again whether each event is to be written. */
  static void refresh() {
    isVerbose = LOG.isLoggable(Level.DEBUG);
  }

  static void write(EventDigest.Line line) {
    LOG.log(line.level(), "{0}", line.text());
  }

  static void write(LimiterEvent event) {
    LOG.log(Level.DEBUG, "{0}", event);
  }
}
