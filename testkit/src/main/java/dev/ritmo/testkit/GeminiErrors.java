package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;

/** Errors of Gemini, which state limits and times in their details. */
final class GeminiErrors {

  private static final String TYPE = "type.googleapis.com/google.rpc.";
  private static final String METRIC = "generativelanguage.googleapis.com/";

  private GeminiErrors() {}

  static Reply reply(Failure failure) {
    int status = failure.statusAt(Endpoint.GEMINI_CONTENT);
    return Reply.of(failure, status, Map.of(), body(failure));
  }

  private static ObjectNode body(Failure failure) {
    ObjectNode root = Json.object();
    if (failure.kind() == Failure.Kind.FILTERED) {
      root.putObject("promptFeedback").put("blockReason", "SAFETY");
      return root;
    }
    int status = failure.statusInBody(Endpoint.GEMINI_CONTENT);
    ObjectNode error =
        root.putObject("error")
            .put("code", status)
            .put("message", message(failure))
            .put("status", status(status));
    switch (failure.kind()) {
      case RATE -> {
        ArrayNode details = error.putArray("details");
        boolean byTokens = failure.details().type().endsWith("tokens");
        putViolation(
            details,
            byTokens ? "generate_content_paid_tier_input_token_count" : "generate_requests",
            byTokens
                ? "GenerateContentPaidTierInputTokensPerModelPerMinute"
                : "GenerateRequestsPerMinutePerProjectPerModel");
        putRetry(details, failure.details().retryAfterNanos());
      }
      case QUOTA ->
          putViolation(
              error.putArray("details"),
              "generate_requests",
              "GenerateRequestsPerDayPerProjectPerModel");
      default -> {}
    }
    return root;
  }

  private static String message(Failure failure) {
    return failure.kind() == Failure.Kind.TOO_LONG
        ? "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
        : failure.details().message();
  }

  private static void putViolation(ArrayNode details, String metric, String id) {
    details
        .addObject()
        .put("@type", TYPE + "QuotaFailure")
        .putArray("violations")
        .addObject()
        .put("quotaMetric", METRIC + metric)
        .put("quotaId", id);
  }

  private static void putRetry(ArrayNode details, long nanos) {
    if (nanos > 0) {
      BigDecimal seconds = BigDecimal.valueOf(GoDuration.millis(nanos), 3).stripTrailingZeros();
      details
          .addObject()
          .put("@type", TYPE + "RetryInfo")
          .put("retryDelay", seconds.toPlainString() + "s");
    }
  }

  private static String status(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
