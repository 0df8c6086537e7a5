package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is an error: every status but 2xx; and with 2xx an error object instead of an answer, as
 * gateways send it, or a web page. No text that a user or a model has written decides.
 */
final class AnswerCheck {

  /** What is read of an error, or of what should have been a stream, in bytes. */
  static final int LONGEST_ERROR = 1 << 20;

  private static final int LOOKED_AT = 512;

  private AnswerCheck() {}

  /** The error that this answer is; null if it is a success. */
  static @Nullable ErrorResponseException error(HttpRequest request, HttpResponse<byte[]> answer) {
    byte[] body = answer.body();
    if (!isSuccess(answer.statusCode())) {
      return new ErrorResponseException(answer.statusCode(), text(body), answer.headers());
    }
    if (isPage(answer.headers(), text(body, LOOKED_AT))) {
      return page(answer);
    }
    boolean isJson = request.method() == HttpMethod.POST && firstOf(body) == '{';
    return isJson ? errorObject(text(body), true, answer) : null;
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /**
   * The error object in a text of an answer with status 2xx; null if there is none.
   *
   * @param onlyIfAlone whether an answer beside it outweighs it
   */
  static @Nullable ErrorResponseException errorObject(
      String text, boolean onlyIfAlone, HttpResponse<?> answer) {
    ErrorObject error = ErrorObject.in(text);
    if (error == null || (onlyIfAlone && !error.isAlone())) {
      return null;
    }
    int status = error.status() == 0 ? answer.statusCode() : error.status();
    return new ErrorResponseException(status, text, answer.headers());
  }

  /** Whether an answer that begins with this text is a web page. */
  static boolean isPage(HttpHeaders headers, String beginning) {
    String type = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    String text = beginning.stripLeading().toLowerCase(Locale.ROOT);
    return type.startsWith("text/html")
        || type.startsWith("application/xhtml")
        || text.startsWith("<!doctype html")
        || text.startsWith("<html");
  }

  static ErrorResponseException page(HttpResponse<?> answer) {
    return new ErrorResponseException(
        answer.statusCode(),
        "The answer with status %s must be JSON, but is a web page. Fix: check the base URL of the model, and proxies or gateways on the way to it."
            .formatted(answer.statusCode()),
        answer.headers());
  }

  static ErrorResponseException noEvents(HttpResponse<?> answer) {
    return new ErrorResponseException(
        answer.statusCode(),
        "The answer with status %s must be a stream of events, but is a single object. Fix: check that the model and the gateways on the way to it support streaming."
            .formatted(answer.statusCode()),
        answer.headers());
  }

  private static int firstOf(byte[] body) {
    for (byte one : body) {
      if (!Character.isWhitespace(one)) {
        return one;
      }
    }
    return -1;
  }

  private static String text(byte[] body) {
    return text(body, body.length);
  }

  private static String text(byte[] body, int most) {
    return new String(body, 0, Math.min(body.length, most), StandardCharsets.UTF_8);
  }
}
