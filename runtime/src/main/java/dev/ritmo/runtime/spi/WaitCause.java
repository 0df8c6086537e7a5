package dev.ritmo.runtime.spi;

/** What a call waits for at the start of its wait. A later cause is not reported. */
public enum WaitCause {
  /** A limit over a period, or calls that go first. */
  LIMIT,
  /** A slot that another call holds. */
  SLOT,
  /** The end of a pause, which the provider or a program has asked for. */
  PAUSE,
  /** The back-off before the next attempt. */
  BACKOFF
}
