package dev.ritmo.runtime.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means. The {@linkplain Kind kind} alone decides whether the call is retried. The
 * {@linkplain Reason reason} is for programs that decide what to do instead: another provider,
 * another model, a dead-letter queue, an alert. Immutable.
 *
 * @param kind the kind of failure
 * @param reason why the request failed
 * @param meant the dimension of the limit that rejected the request; null if the provider does not
 *     say
 * @param statedDelayNanos how long the provider asks to wait from now on; {@link #NONE} if it does
 *     not say
 */
public record Signal(Kind kind, Reason reason, @Nullable Dimension meant, long statedDelayNanos) {

  /** No delay is stated. */
  public static final long NONE = -1;

  /** The kinds of failures. */
  public enum Kind {
    /** A limit of the provider has rejected the request. */
    REJECTED,
    /** The provider is overloaded, or has failed itself. */
    OVERLOADED,
    /** The request, or its answer, may have been lost on the way. */
    TRANSIENT,
    /** The same request would fail again: no credit, a wrong key, a bad request. */
    USELESS,
    /** Everything else; not retried. */
    UNKNOWN
  }

  /**
   * Why a request failed, as far as it matters for what to do next. Independent of the kind: a
   * quota is {@code REJECTED} if the provider says when to come back, and {@code USELESS} if not.
   *
   * <p>Later versions may add constants. A {@code switch} over reasons needs a {@code default} that
   * treats unknown ones as {@link #UNKNOWN}.
   */
  public enum Reason {
    /** A short-term limit of requests, tokens or concurrent requests. */
    RATE,
    /** A limit of a day or longer is used up, or is zero for this account. */
    QUOTA,
    /** Credit is used up, a spending limit is reached, or a bill is unpaid. */
    SPEND,
    /** The request is larger than the model or the whole limit admits. */
    TOO_LARGE,
    /** A content filter has blocked the prompt or the answer. */
    CONTENT,
    /** The request is malformed, or asks for something unsupported. */
    BAD_REQUEST,
    /** The key is wrong, expired or blocked, or lacks a permission. */
    CREDENTIALS,
    /** The model or deployment does not exist, or is not available to this account. */
    MODEL,
    /** The provider lacks capacity, or has failed itself. */
    OVERLOAD,
    /** No answer came in time; the work may have been done. */
    TIMEOUT,
    /** The connection could not be made, or broke. */
    CONNECTION,
    /** None of the above, or not known. */
    UNKNOWN;

    private static Reason of(Kind kind) {
      return switch (kind) {
        case REJECTED -> RATE;
        case OVERLOADED -> OVERLOAD;
        case TRANSIENT, USELESS, UNKNOWN -> UNKNOWN;
      };
    }
  }

  /** Treats every negative delay as {@link #NONE}. */
  public Signal {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    statedDelayNanos = Math.max(statedDelayNanos, NONE);
  }

  /**
   * A signal with the usual reason of its kind: {@link Reason#RATE} for a rejection, {@link
   * Reason#OVERLOAD} for an overload, otherwise {@link Reason#UNKNOWN}.
   */
  public Signal(Kind kind, @Nullable Dimension meant, long statedDelayNanos) {
    this(kind, Reason.of(kind), meant, statedDelayNanos);
  }

  /** A failure of this kind, with nothing else known. */
  public static Signal of(Kind kind) {
    return new Signal(kind, null, NONE);
  }

  /** A failure of this kind, for this reason. */
  public static Signal of(Kind kind, Reason reason) {
    return new Signal(kind, reason, null, NONE);
  }

  /** Returns this signal with another reason. */
  public Signal withReason(Reason why) {
    return new Signal(kind, why, meant, statedDelayNanos);
  }

  /** Returns this signal with the dimension of the limit; null if unknown. */
  public Signal withMeant(@Nullable Dimension counted) {
    return new Signal(kind, reason, counted, statedDelayNanos);
  }

  /** Returns this signal with a delay in nanoseconds, or {@link #NONE}. */
  public Signal withStatedDelayNanos(long delay) {
    return new Signal(kind, reason, meant, delay);
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
