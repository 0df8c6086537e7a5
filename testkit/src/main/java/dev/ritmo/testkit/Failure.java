package dev.ritmo.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is no success. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers besides {@code Content-Type}
 * @param body the body, in JSON
 */
public record Failure(int status, Map<String, String> headers, String body) {

  public Failure {
    headers = Map.copyOf(headers);
  }

  /** 503: the servers are overloaded. */
  public static Failure overloaded() {
    return of(503, "server_error", "server_is_overloaded", "The server is overloaded.");
  }

  /** 429, but no wait helps: the account has no credit left. */
  public static Failure insufficientQuota() {
    return of(429, "insufficient_quota", "insufficient_quota", "The account has no credit left.");
  }

  /** Any status, with an error body that says no more than that. */
  public static Failure of(int status) {
    return of(status, "server_error", "error_" + status, "The server answered " + status + ".");
  }

  /** Any status, with an error body of OpenAI's shape. */
  public static Failure of(int status, String type, String code, String message) {
    return new Failure(status, Map.of(), Json.error(type, code, message));
  }

  /** This failure with one more header. */
  public Failure header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Failure(status, more, body);
  }
}
