package dev.ritmo.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param policy its Content-Security-Policy
 */
record Answer(int status, String type, String policy, String body) {

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  static Answer json(Object value) {
    return json(200, value);
  }

  static Answer json(int status, Object value) {
    return new Answer(status, "application/json", NOTHING, Json.write(value));
  }

  static Answer error(int status, String text) {
    return json(status, Map.of("error", text));
  }

  static Answer page(String html, String policy) {
    return new Answer(200, "text/html; charset=utf-8", policy + "; frame-ancestors 'none'", html);
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (status == 405) {
      headers.set("Allow", "GET, HEAD");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
