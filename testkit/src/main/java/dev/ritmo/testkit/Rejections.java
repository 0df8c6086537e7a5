package dev.ritmo.testkit;

/** The failures with which the provider itself answers. */
final class Rejections {

  static final Failure WRONG_METHOD =
      invalid(405, "method_not_allowed", "The only method is POST.").header("Allow", "POST");
  static final Failure WRONG_KEY =
      invalid(401, "invalid_api_key", "The API key is not that of any account.");

  private Rejections() {}

  /** The body is not that of a request. */
  static Failure malformed(String needs) {
    return invalid(400, "invalid_json", "The body must be a JSON object with " + needs + ".");
  }

  /** The path is none that the provider answers. */
  static Failure wrongPath(String path) {
    String message = "The path must be %s, but was %s. Fix: check the base URL of the client.";
    return invalid(404, "unknown_url", message.formatted(Routes.PATHS, path));
  }

  /** States when to come back, if the policy does. */
  static Failure byLimit(Verdict verdict, String model) {
    String message =
        "Rate limit reached for %s on requests: Limit %s, Used %s, Requested 1."
            .formatted(model, verdict.limit(), verdict.limit() - verdict.remaining());
    return limited("requests", message, verdict);
  }

  /** A request that is larger than the limit is told so, without a time. */
  static Failure byTokens(TokenKind kind, Verdict verdict, int amount, String model) {
    String what = kind.text().replace('-', ' ');
    String message =
        amount > verdict.limit()
            ? "Request too large for %s on %s: Limit %s, Requested %s. The tokens must be reduced."
                .formatted(model, what, verdict.limit(), amount)
            : "Rate limit reached for %s on %s: Limit %s, Used %s, Requested %s."
                .formatted(
                    model, what, verdict.limit(), verdict.limit() - verdict.remaining(), amount);
    return limited(kind.text(), message, verdict);
  }

  private static Failure limited(String what, String message, Verdict verdict) {
    long wait = verdict.retryAfterNanos();
    String again = wait <= 0 ? "" : " Please try again in " + GoDuration.text(wait) + ".";
    return Failure.limited(what, message + again, wait);
  }

  private static Failure invalid(int status, String code, String message) {
    return Failure.of(status, "invalid_request_error", code, message);
  }
}
