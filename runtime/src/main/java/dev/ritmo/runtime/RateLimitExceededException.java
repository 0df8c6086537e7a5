package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limiter has refused a call, because its turn would come later than it may wait. The body of the
 * method has not run.
 */
public final class RateLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String limiterName;
  private final transient @Nullable Limit limit;
  private final Duration retryAfter;

  /**
   * Made by limiters.
   *
   * @param limit the limit in the way; null if the limiter is paused or those ahead are
   */
  public RateLimitExceededException(
      String limiterName, @Nullable Limit limit, Duration retryAfter) {
    super(
        "Limiter \""
            + limiterName
            + "\" refused the call: its turn would come in "
            + retryAfter.toMillis()
            + " ms, later than it may wait ("
            + (limit == null ? "the limiter is paused" : limit)
            + "). Fix: come back then, or raise maxWait.");
    this.limiterName = limiterName;
    this.limit = limit;
    this.retryAfter = retryAfter;
  }

  /** The name of the limiter. */
  public String limiterName() {
    return limiterName;
  }

  /** The limit in the way; empty if the limiter is paused, or after serialization. */
  public Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }

  /** How long from the refusal until the call would have had its turn, as things stood. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
