package dev.ritmo.langchain4j;

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

  LogLines() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    Object[] parameters = line.getParameters();
    lines.add(
        parameters == null || parameters.length == 0
            ? line.getMessage()
            : MessageFormat.format(line.getMessage(), parameters));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
