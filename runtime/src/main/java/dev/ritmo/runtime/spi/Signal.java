package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a failure says; immutable.
 *
 * @param kind what kind of failure it is
 * @param meant what the limit counts that rejected the request; null if the provider does not say
 * @param statedDelayNanos how long the provider asks to wait from now on; {@link #NONE} if it does
 *     not say
 */
public record Signal(Kind kind, @Nullable Dimension meant, long statedDelayNanos) {

  /** No delay is stated. */
  public static final long NONE = -1;

  /** The kinds of failures that are told apart. */
  public enum Kind {
    /** A limit of the provider has turned the request away. */
    REJECTED,
    /** The provider has too much to do, or failed itself. */
    OVERLOADED,
    /** The request, or its answer, may have been lost on the way. */
    TRANSIENT,
    /** The same request would fail again: no credit, a wrong key, a bad request. */
    USELESS,
    /** Everything else; not tried again. */
    UNKNOWN
  }

  /** Takes every negative delay for none. */
  public Signal {
    statedDelayNanos = Math.max(statedDelayNanos, NONE);
  }

  /** A failure of this kind, of which no more is known. */
  public static Signal of(Kind kind) {
    return new Signal(kind, null, NONE);
  }

  /** Whether another attempt may succeed. */
  public boolean isCurable() {
    return switch (kind) {
      case REJECTED, OVERLOADED, TRANSIENT -> true;
      case USELESS, UNKNOWN -> false;
    };
  }

  /** Whether the provider said when to come back. */
  public boolean statesDelay() {
    return statedDelayNanos >= 0;
  }
}
