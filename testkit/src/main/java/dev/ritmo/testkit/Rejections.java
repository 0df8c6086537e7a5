package dev.ritmo.testkit;

/** The failures with which the provider itself answers. */
final class Rejections {

  static final String PATH = "/v1/chat/completions";

  static final Failure MALFORMED =
      invalid(400, "invalid_json", "The body must be a JSON object with a model and messages.");
  static final Failure WRONG_PATH = invalid(404, "unknown_url", "The only path is " + PATH + ".");
  static final Failure WRONG_METHOD =
      invalid(405, "method_not_allowed", "The only method is POST.").header("Allow", "POST");

  private Rejections() {}

  /** States when to come back, if the policy does. */
  static Failure byLimit(Verdict verdict, String model) {
    String message =
        "Rate limit reached for %s on requests: Limit %s, Used %s, Requested 1."
            .formatted(model, verdict.limit(), verdict.limit() - verdict.remaining());
    if (verdict.retryAfterNanos() <= 0) {
      return limited(message);
    }
    long millis = GoDuration.millis(verdict.retryAfterNanos());
    String again = " Please try again in " + GoDuration.text(verdict.retryAfterNanos()) + ".";
    return limited(message + again)
        .header("Retry-After", Long.toString((millis + 999) / 1000))
        .header("retry-after-ms", Long.toString(millis));
  }

  private static Failure limited(String message) {
    return Failure.of(429, "requests", "rate_limit_exceeded", message);
  }

  private static Failure invalid(int status, String code, String message) {
    return Failure.of(status, "invalid_request_error", code, message);
  }
}
