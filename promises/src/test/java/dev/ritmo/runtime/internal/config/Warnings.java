package dev.ritmo.runtime.internal.config;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged until this is closed; reports that were made before are made again. */
final class Warnings extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.ritmo"); // held: the log manager does not
  private final Level before = logger.getLevel();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** In the order in which they came. */
  final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  Warnings() {
    Reports.forgetAll();
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** With lines at level DEBUG. */
  static Warnings andDetails() {
    Warnings warnings = new Warnings();
    warnings.logger.setLevel(Level.FINE);
    return warnings;
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(formatter.formatMessage(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
    logger.setUseParentHandlers(true);
    Reports.forgetAll();
  }
}
