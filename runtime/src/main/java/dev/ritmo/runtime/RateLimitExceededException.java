package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a limiter refuses a call: its turn would come after its maximum wait, it asks for
 * more than the whole limit, or the limiter is shut down. The body of the method has not been run.
 */
public final class RateLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String limiterName;
  private final @Nullable WaitCause waitCause;
  private final transient @Nullable Limit limit;
  private final Duration retryAfter;

  private RateLimitExceededException(
      String limiterName,
      @Nullable WaitCause waitCause,
      @Nullable Limit limit,
      Duration retryAfter,
      String why) {
    super("Limiter \"" + limiterName + "\" refused the call: " + why);
    this.limiterName = limiterName;
    this.waitCause = waitCause;
    this.limit = limit;
    this.retryAfter = retryAfter;
  }

  /**
   * The turn would come too late, because of a limit or, without one, because of a pause.
   *
   * @param limit the limit in the way; null if the limiter, or the calls ahead, are paused
   */
  public RateLimitExceededException(
      String limiterName, @Nullable Limit limit, Duration retryAfter) {
    this(limiterName, causeOf(limit), limit, retryAfter);
  }

  private RateLimitExceededException(
      String limiterName, WaitCause cause, @Nullable Limit limit, Duration retryAfter) {
    this(
        limiterName,
        cause,
        limit,
        retryAfter,
        "its turn would come in %s, later than it may wait (%s: %s). Fix: come back then, or raise maxWait."
            .formatted(ReadableDuration.words(retryAfter), cause.label(), inTheWay(cause, limit)));
  }

  /**
   * Created by limiters: the turn would come too late.
   *
   * @param cause what the call would wait for
   * @param limit the limit in the way; null if there is none
   */
  public static RateLimitExceededException late(
      String limiterName, WaitCause cause, @Nullable Limit limit, Duration retryAfter) {
    return new RateLimitExceededException(limiterName, cause, limit, retryAfter);
  }

  private static WaitCause causeOf(@Nullable Limit limit) {
    if (limit == null) {
      return WaitCause.PAUSE;
    }
    return limit.dimension() == Dimension.SLOTS ? WaitCause.SLOT : WaitCause.LIMIT;
  }

  private static String inTheWay(WaitCause cause, @Nullable Limit limit) {
    return switch (cause) {
      case PAUSE -> "the limiter is paused";
      case BACKOFF -> "it backs off";
      case LIMIT, SLOT -> limit == null ? "other calls go first" : limit.toString();
      case SHARED -> limit == null ? "other keys go first" : limit + " over all keys";
    };
  }

  /** Created by limiters: the call asks for more than a limit ever admits. */
  public static RateLimitExceededException tooLarge(String limiterName, Limit limit, long asked) {
    return new RateLimitExceededException(
        limiterName,
        null,
        limit,
        ChronoUnit.FOREVER.getDuration(),
        "it asks for %s, more than the limit ever admits (%s). Fix: split it, or raise the limit."
            .formatted(limit.dimension().text(asked), limit));
  }

  /**
   * Created by pools: no member can start the request in time.
   *
   * @param members why not, in words
   * @param first of the limiter that would have admitted it first
   */
  public static RateLimitExceededException ofPool(
      String members, RateLimitExceededException first) {
    return new RateLimitExceededException(
        first.limiterName,
        first.waitCause,
        first.limit,
        first.retryAfter,
        "no member of the pool can start it in time: " + members);
  }

  /** Created by limiters that are shut down. */
  public static RateLimitExceededException shutDown(String limiterName) {
    return new RateLimitExceededException(
        limiterName,
        null,
        null,
        ChronoUnit.FOREVER.getDuration(),
        "the limiter has been shut down. Fix: shut it down after the last call.");
  }

  /** The name of the limiter. */
  public String limiterName() {
    return limiterName;
  }

  /**
   * What the call would have waited for; empty if the refusal {@linkplain #isPermanent is
   * permanent}.
   */
  public Optional<WaitCause> waitCause() {
    return Optional.ofNullable(waitCause);
  }

  /** The limit in the way; empty if the limiter is paused or shut down, or after serialization. */
  public Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }

  /**
   * The estimated time from the refusal until the call would have been admitted. If all slots were
   * taken, it is the mean time for which calls hold a slot. {@link ChronoUnit#FOREVER} if the call
   * can never be admitted.
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  /**
   * {@link #retryAfter()} in whole seconds, rounded up and at least 1, for the {@code Retry-After}
   * header of HTTP. A web handler answers with it unless coming back does not help:
   *
   * <pre>{@code
   * catch (RateLimitExceededException refusal) {
   *   return refusal.isPermanent()
   *       ? Response.status(503).build()
   *       : Response.status(429).header("Retry-After", refusal.retryAfterSeconds()).build();
   * }
   * }</pre>
   *
   * @return {@link Long#MAX_VALUE} if the refusal {@linkplain #isPermanent is permanent}; do not
   *     send that in a header
   */
  public long retryAfterSeconds() {
    long seconds = retryAfter.toSeconds();
    boolean isWhole = retryAfter.toNanosPart() == 0 || seconds == Long.MAX_VALUE;
    return Math.max(1, isWhole ? seconds : seconds + 1);
  }

  /**
   * Whether the same call would be refused at any later time: it asks for more than the whole
   * limit, or the limiter is shut down.
   */
  public boolean isPermanent() {
    return retryAfter.toSeconds() == Long.MAX_VALUE;
  }
}
