package dev.ritmo.runtime;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged until this is closed. */
final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.ritmo");
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private final boolean areEvents;

  /** Without lines that sum up what happened to limiters. */
  LogLines() {
    this(false);
  }

  private LogLines(boolean areEvents) {
    this.areEvents = areEvents;
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** Only lines that sum up what happened to limiters; they are written a little later. */
  static LogLines ofEvents() {
    return new LogLines(true);
  }

  /** What was logged so far, also on the thread of the log. */
  List<String> lines() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (areEvents && isBeingWritten() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return List.copyOf(lines);
  }

  private static boolean isBeingWritten() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("ritmo-log"));
  }

  @Override
  public void publish(LogRecord line) {
    if (areOfEvents(line) == areEvents) {
      lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
    }
  }

  /** Whether a line sums up what happened to a limiter, or tells of a single event. */
  static boolean areOfEvents(LogRecord line) {
    return String.valueOf(line.getSourceClassName()).endsWith(".EventLog");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
