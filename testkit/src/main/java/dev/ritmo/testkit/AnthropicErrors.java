package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.time.Instant;
import java.util.Map;

/** Errors and headers of Anthropic. */
final class AnthropicErrors {

  private static final Endpoint ENDPOINT = Endpoint.ANTHROPIC_MESSAGES;

  private AnthropicErrors() {}

  static Reply reply(Failure failure) {
    long retryAfter = GoDuration.millis(failure.details().retryAfterNanos());
    Map<String, String> headers =
        retryAfter > 0 ? Map.of("retry-after", Long.toString((retryAfter + 999) / 1000)) : Map.of();
    return Reply.of(failure, failure.statusAt(ENDPOINT), headers, body(failure));
  }

  static void state(Standing standing, Headers headers) {
    if (standing.requests() != null) {
      state("requests", standing.requests(), headers);
    }
    standing.tokens().forEach(tokens -> state(tokens.kind().text(), tokens.verdict(), headers));
  }

  private static void state(String what, Verdict verdict, Headers headers) {
    if (verdict.limit() > 0) {
      String prefix = "anthropic-ratelimit-" + what;
      headers.set(prefix + "-limit", Integer.toString(verdict.limit()));
      headers.set(prefix + "-remaining", Integer.toString(verdict.remaining()));
      headers.set(prefix + "-reset", Instant.now().plusNanos(verdict.resetNanos()).toString());
    }
  }

  private static ObjectNode body(Failure failure) {
    ObjectNode root = Json.object().put("type", "error");
    ObjectNode error =
        root.putObject("error")
            .put("type", type(failure.statusInBody(ENDPOINT)))
            .put("message", message(failure));
    if (failure.kind() == Failure.Kind.QUOTA) {
      error.putObject("details").put("error_code", "enforced_spend_limit_reached");
    }
    return root;
  }

  private static String message(Failure failure) {
    return switch (failure.kind()) {
      case TOO_LONG -> "prompt is too long: 210000 tokens > 200000 maximum";
      case FILTERED -> "Output blocked by content filtering policy";
      default -> failure.details().message();
    };
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
