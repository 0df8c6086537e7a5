package dev.ritmo.benchmarks.drain;

import java.util.Map;

/** What an HTTP client throws for a 429; public, with accessors of the usual names. */
public final class Rejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  Rejected(long retryAfterSeconds) {
    super("429, retry after " + retryAfterSeconds + " s");
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
    return Map.of("Retry-After", Long.toString(retryAfterSeconds));
  }
}
