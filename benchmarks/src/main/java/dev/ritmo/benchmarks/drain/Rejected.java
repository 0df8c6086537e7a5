package dev.ritmo.benchmarks.drain;

import java.util.Map;

/** What an HTTP client throws for a 429; public, with accessors of the usual names. */
public final class Rejected extends RuntimeException {

  static final long UNSTATED = -1;

  private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  /**
   * @param retryAfterSeconds {@link #UNSTATED} if it does not say
   */
  Rejected(long retryAfterSeconds) {
    super(retryAfterSeconds == UNSTATED ? "429" : "429, retry after " + retryAfterSeconds + " s");
    this.retryAfterSeconds = retryAfterSeconds;
  }

  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The HTTP status. */
  public int statusCode() {
    return 429;
  }

  /** The headers of the answer. */
  public Map<String, String> headers() {
    return retryAfterSeconds == UNSTATED
        ? Map.of()
        : Map.of("Retry-After", Long.toString(retryAfterSeconds));
  }
}
