package dev.ritmo.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error response. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers besides {@code Content-Type}
 * @param body the body, in JSON
 */
public record Failure(int status, Map<String, String> headers, String body) {

  public Failure {
    headers = Map.copyOf(headers);
  }

  /** Status 503: the servers are overloaded. */
  public static Failure overloaded() {
    return of(503, "server_error", "server_is_overloaded", "The server is overloaded.");
  }

  /** Status 429 that no wait can cure: the account has no credit left. */
  public static Failure insufficientQuota() {
    return of(429, "insufficient_quota", "insufficient_quota", "The account has no credit left.");
  }

  /** Any status, with an error body that only repeats it. */
  public static Failure of(int status) {
    return of(status, "server_error", "error_" + status, "The server answered " + status + ".");
  }

  /** Any status, with an error body in OpenAI's format. */
  public static Failure of(int status, String type, String code, String message) {
    return new Failure(status, Map.of(), Json.error(type, code, message));
  }

  /** Returns this failure with one more header. */
  public Failure header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Failure(status, more, body);
  }
}
