package dev.ritmo.runtime.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a failure says; immutable. The {@linkplain Kind kind} alone decides whether the call is
 * tried again; the {@linkplain Reason reason} tells why it failed, for whatever decides what to do
 * instead: another provider, another model, a queue of failed requests, an alert.
 *
 * @param kind what kind of failure it is
 * @param reason why the request failed
 * @param meant what the limit counts that rejected the request; null if the provider does not say
 * @param statedDelayNanos how long the provider asks to wait from now on; {@link #NONE} if it does
 *     not say
 */
public record Signal(Kind kind, Reason reason, @Nullable Dimension meant, long statedDelayNanos) {

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

  /**
   * Why a request failed, as far as that makes a difference to what can be done about it. It is
   * independent of the kind: a quota is {@code REJECTED} if the provider says when to come back,
   * and {@code USELESS} if not.
   *
   * <p>Later versions may add constants. Code that switches over reasons needs a {@code default}
   * that treats what it does not know as {@link #UNKNOWN}.
   */
  public enum Reason {
    /** A limit of requests, tokens or concurrent requests over a short time. */
    RATE,
    /** A limit of a day or longer is used up, or is nil for this account. */
    QUOTA,
    /** Credit is used up, a spending limit is reached, or a bill is unpaid. */
    SPEND,
    /** The request is larger than the model or the whole limit admits. */
    TOO_LARGE,
    /** A filter has objected to the prompt or to the answer. */
    CONTENT,
    /** The request is malformed, or asks for what is not supported. */
    BAD_REQUEST,
    /** The key is wrong, expired or blocked, or lacks a permission. */
    CREDENTIALS,
    /** The model or deployment does not exist, or not for this account. */
    MODEL,
    /** The provider has too little capacity, or has failed itself. */
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

  /** Takes every negative delay for none. */
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

  /** A failure of this kind, of which no more is known. */
  public static Signal of(Kind kind) {
    return new Signal(kind, null, NONE);
  }

  /** A failure of this kind, for this reason. */
  public static Signal of(Kind kind, Reason reason) {
    return new Signal(kind, reason, null, NONE);
  }

  /** This signal, with another reason. */
  public Signal withReason(Reason why) {
    return new Signal(kind, why, meant, statedDelayNanos);
  }

  /** This signal, with what the limit counts. */
  public Signal withMeant(@Nullable Dimension counted) {
    return new Signal(kind, reason, counted, statedDelayNanos);
  }

  /** This signal, with a delay in nanoseconds; {@link #NONE} for none. */
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
