package dev.ritmo.langchain4j.http;

import dev.langchain4j.exception.HttpException;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A provider has answered with an error. LangChain4j makes it the cause of a {@code
 * RateLimitException} or another one that stands for its status. It has no cause itself, because
 * LangChain4j looks at the innermost one.
 */
public final class ErrorResponseException extends HttpException {

  private static final long serialVersionUID = 1;

  /** What may hold a secret, and says nothing about the failure. */
  private static final Set<String> LEFT_OUT =
      Set.of("set-cookie", "set-cookie2", "authorization", "proxy-authorization", "x-api-key");

  private static final int LONGEST = 64 << 10;

  private final TreeMap<String, List<String>> headers =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Created by the client.
   *
   * @param status of the answer, or the one that its error object states
   * @param body of the answer, of which the first 65,536 characters are kept as the message
   */
  ErrorResponseException(int status, String body, HttpHeaders headers) {
    super(status, body.length() <= LONGEST ? body : body.substring(0, LONGEST));
    headers
        .map()
        .forEach(
            (name, values) -> {
              if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                this.headers.put(name, List.copyOf(values));
              }
            });
  }

  /** The headers of the answer, by name in any case; without cookies and credentials. */
  public Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
