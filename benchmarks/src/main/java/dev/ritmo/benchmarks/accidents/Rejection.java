package dev.ritmo.benchmarks.accidents;

import java.util.Map;

/** What an HTTP client throws; public, with accessors of the usual names. Without a stack. */
public final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final long SECOND = 1_000_000_000L;

  private final long retryAfter;

  /**
   * @param retryAfter nanoseconds to state; 0 to state no time
   */
  Rejection(long retryAfter) {
    super(null, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int statusCode() {
    return 429;
  }

  /** The headers of the answer. */
  public Map<String, String> headers() {
    return retryAfter == 0
        ? Map.of()
        : Map.of("Retry-After", Long.toString((retryAfter + SECOND - 1) / SECOND));
  }
}
