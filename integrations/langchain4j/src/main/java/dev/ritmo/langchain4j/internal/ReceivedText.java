package dev.ritmo.langchain4j.internal;

import org.jspecify.annotations.Nullable;

/** The text that a stream has sent so far, to settle it if it is cut off. Thread-safe. */
public final class ReceivedText {

  private final StringBuilder text = new StringBuilder();

  /** Adds a part; null adds nothing. */
  public synchronized void add(@Nullable String part) {
    if (part != null) {
      text.append(part);
    }
  }

  @Override
  public synchronized String toString() {
    return text.toString();
  }
}
