package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that waits. Immutable; later versions may add values. */
public final class WaitingCall {

  private final String method;
  private final Instant since;
  private final WaitCause cause;
  private final @Nullable Limit limit;

  private WaitingCall(String method, Instant since, WaitCause cause, @Nullable Limit limit) {
    this.method = method;
    this.since = since;
    this.cause = cause;
    this.limit = limit;
  }

  /** Creates a call of this method that has waited since then, for this. */
  public static WaitingCall of(String method, Instant since, WaitCause cause) {
    return new WaitingCall(method, since, cause, null);
  }

  /** Returns this call with the limit in the way; null if there is none. */
  public WaitingCall limit(@Nullable Limit inTheWay) {
    return new WaitingCall(method, since, cause, inTheWay);
  }

  /** The governed method, or {@code none} for a call of a program. */
  public String method() {
    return method;
  }

  /** When it began to wait. */
  public Instant since() {
    return since;
  }

  /** What it waits for now. */
  public WaitCause cause() {
    return cause;
  }

  /** The limit in the way, if there is one. */
  public Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WaitingCall that
        && method.equals(that.method)
        && since.equals(that.since)
        && cause == that.cause
        && Objects.equals(limit, that.limit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, since, cause, limit);
  }

  @Override
  public String toString() {
    return "WaitingCall[method=%s, since=%s, cause=%s, limit=%s]"
        .formatted(method, since, cause, limit);
  }
}
