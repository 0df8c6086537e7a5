package dev.ritmo.runtime.internal.events;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/** Writes to the log what happened to limiters, on the thread of the log. Thread-safe. */
final class EventLog {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /** Whether each event is a line, as far as was last known: the log is foreign code. */
  private static volatile boolean isVerbose = LOG.isLoggable(Level.DEBUG);

  private EventLog() {}

  /** Whether each event is written; safe under a lock. */
  static boolean isVerbose() {
    return isVerbose;
  }

  /** Writes lines, and each of the events if the log wants them. */
  static void write(List<Supplier<EventDigest.Line>> lines, List<PendingEvent> events) {
    isVerbose = LOG.isLoggable(Level.DEBUG);
    for (Supplier<EventDigest.Line> each : lines) {
      EventDigest.Line line = each.get();
      LOG.log(line.level(), "{0}", line.text());
    }
    for (PendingEvent event : events) {
      LOG.log(Level.DEBUG, "{0}", event.make());
    }
  }
}
