package dev.ritmo.runtime.spi;

import java.util.Locale;

/** What a call waits for. One wait may have several causes, one after the other. */
public enum WaitCause {
  /** A limit over a period, or calls that go first. */
  LIMIT,
  /** A slot that another call holds. */
  SLOT,
  /** The end of a pause, which the provider or a program has asked for. */
  PAUSE,
  /** The back-off before the next attempt. */
  BACKOFF,
  /** A limit over all keys, or the turn of other keys. */
  SHARED;

  /** The name in lower case, as in tags of meters and attributes of spans: {@code limit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
