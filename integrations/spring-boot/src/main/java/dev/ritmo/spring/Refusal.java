package dev.ritmo.spring;

import dev.ritmo.runtime.RateLimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP says of a refused call: status, {@code Retry-After} and a problem detail (RFC 9457). It
 * names neither limiters nor methods, which are of no use to clients.
 *
 * @param status 429; 503 where coming back does not help
 * @param retryAfter in seconds; null where coming back does not help
 */
record Refusal(int status, @Nullable Long retryAfter) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** As many causes are looked at; longer chains may be circular. */
  private static final int DEPTH = 20;

  /** What to answer after a failure; null if it is no refusal. */
  static @Nullable Refusal of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < DEPTH && cause != null; i++) {
      if (cause instanceof RateLimitExceededException refused) {
        return refused.isPermanent()
            ? new Refusal(503, null)
            : new Refusal(429, refused.retryAfterSeconds());
      }
      cause = cause.getCause();
    }
    return null;
  }

  String body() {
    return """
        {"type":"about:blank","title":"%s","status":%s,"detail":"%s"}"""
        .formatted(title(), status, detail());
  }

  private String title() {
    return status == 429 ? "Too Many Requests" : "Service Unavailable";
  }

  private String detail() {
    if (retryAfter == null) {
      return "The request cannot be served.";
    }
    return "The service is at its rate limit. Come back in %s %s."
        .formatted(retryAfter, retryAfter == 1 ? "second" : "seconds");
  }
}
