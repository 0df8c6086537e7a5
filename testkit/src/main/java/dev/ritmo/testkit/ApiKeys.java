package dev.ritmo.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads API keys of requests, and keeps none: only their hashes. */
final class ApiKeys {

  private static final String BEARER = "bearer ";

  private ApiKeys() {}

  /** The hash of the key of a request; that of the empty text if it has none. */
  static String hash(HttpExchange exchange) {
    return hash(key(exchange));
  }

  static String hash(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String key(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    for (String name : new String[] {"x-api-key", "x-goog-api-key", "api-key"}) {
      if (headers.getFirst(name) != null) {
        return headers.getFirst(name);
      }
    }
    String authorization = headers.getFirst("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, 7)) {
      return authorization.substring(BEARER.length()).trim();
    }
    return ofQuery(exchange.getRequestURI().getRawQuery());
  }

  private static String ofQuery(String query) {
    for (String part : (query == null ? "" : query).split("&", -1)) {
      if (part.startsWith("key=")) {
        return URLDecoder.decode(part.substring("key=".length()), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
