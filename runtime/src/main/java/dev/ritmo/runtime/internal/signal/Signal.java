package dev.ritmo.runtime.internal.signal;

/**
 * What a failure says.
 *
 * @param kind what kind of failure it is
 * @param statedDelayNanos how long the provider asks to wait; {@link #NONE} if it does not say
 */
public record Signal(Kind kind, long statedDelayNanos) {

  /** No delay is stated. */
  public static final long NONE = -1;

  /** The kinds of failures that are told apart. */
  public enum Kind {
    /** The provider counts too many requests. */
    REJECTED,
    /** The provider has too much to do, or failed itself. */
    OVERLOADED,
    /** The request may have been lost on the way. */
    TRANSIENT,
    /** Everything else. */
    UNKNOWN
  }

  /** Whether another attempt may succeed. */
  public boolean isCurable() {
    return kind != Kind.UNKNOWN;
  }

  /** Whether the provider said when to come back. */
  public boolean statesDelay() {
    return statedDelayNanos >= 0;
  }
}
