package dev.ritmo.testkit;

import com.sun.net.httpserver.Headers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors and headers of OpenAI, which all its endpoints share. */
final class OpenAiErrors {

  private OpenAiErrors() {}

  static Reply reply(Failure failure) {
    return Reply.of(
        failure, failure.status(), retryAfter(failure.details().retryAfterNanos()), failure.body());
  }

  static String body(Failure.Details details) {
    var root = Json.object();
    root.putObject("error")
        .put("message", details.message())
        .put("type", details.type())
        .putNull("param")
        .put("code", details.code());
    return root.toString();
  }

  static void state(Standing standing, Headers headers) {
    if (standing.requests() != null) {
      state("requests", standing.requests(), headers);
    }
    standing.tokens().forEach(tokens -> state(tokens.kind().text(), tokens.verdict(), headers));
  }

  private static void state(String what, Verdict verdict, Headers headers) {
    if (verdict.limit() > 0) {
      headers.set("x-ratelimit-limit-" + what, Integer.toString(verdict.limit()));
      headers.set("x-ratelimit-remaining-" + what, Integer.toString(verdict.remaining()));
      headers.set("x-ratelimit-reset-" + what, GoDuration.text(verdict.resetNanos()));
    }
  }

  private static Map<String, String> retryAfter(long nanos) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (nanos > 0) {
      long millis = GoDuration.millis(nanos);
      headers.put("Retry-After", Long.toString((millis + 999) / 1000));
      headers.put("retry-after-ms", Long.toString(millis));
    }
    return headers;
  }
}
