package dev.ritmo.runtime.internal.call;

import java.util.Map;

/** The failure of a client that nobody knows, with a status and headers. */
final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  private Rejection(int status, Map<String, String> headers) {
    super("status " + status);
    this.status = status;
    this.headers = headers;
  }

  static Rejection byLimit() {
    return new Rejection(429, Map.of());
  }

  static Rejection byLimit(String retryAfter) {
    return new Rejection(429, Map.of("Retry-After", retryAfter));
  }

  static Rejection byLimit(String header, String value) {
    return new Rejection(429, Map.of(header, value));
  }

  static Rejection overloaded() {
    return new Rejection(503, Map.of());
  }

  static Rejection overloaded(String retryAfter) {
    return new Rejection(503, Map.of("Retry-After", retryAfter));
  }

  public int statusCode() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
