package dev.ritmo.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error response. A failure without a body of its own is written in the format of the provider
 * that was asked: {@link #overloaded} is OpenAI's 503, Anthropic's 529 and Gemini's 503. Immutable.
 */
public final class Failure {

  private static final int ANTHROPIC_OVERLOADED = 529;

  private final Kind kind;
  private final int status;
  private final int replaced;
  private final Map<String, String> headers;
  private final String body;
  private final Details details;

  /**
   * A failure with a body of its own, which is sent as it is.
   *
   * @param status the HTTP status
   * @param headers the headers; {@code Content-Type} is JSON if it is not among them
   * @param body the body
   */
  public Failure(int status, Map<String, String> headers, String body) {
    this(Kind.LITERAL, status, 0, headers, body, Details.NONE);
  }

  private Failure(
      Kind kind,
      int status,
      int replaced,
      Map<String, String> headers,
      String body,
      Details details) {
    this.kind = kind;
    this.status = status;
    this.replaced = replaced;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.details = details;
  }

  private static Failure of(Kind kind, int status, Details details) {
    String body = OpenAiErrors.body(details);
    return new Failure(kind, status, 0, Map.of(), body, details);
  }

  /** The servers are overloaded: status 503, at Anthropic 529. */
  public static Failure overloaded() {
    String message = "The server is overloaded.";
    return of(
        Kind.OVERLOADED, 503, new Details("server_error", "server_is_overloaded", message, 0));
  }

  /** Status 429 that no wait can cure: the account has no credit left. */
  public static Failure insufficientQuota() {
    String code = "insufficient_quota";
    return of(Kind.QUOTA, 429, new Details(code, code, "The account has no credit left.", 0));
  }

  /**
   * Status 429, as if too many requests had come.
   *
   * @param retryAfter stated in the way of the provider; zero to state none
   */
  public static Failure rateLimited(Duration retryAfter) {
    Numbers.notNegative("retryAfter", retryAfter);
    return limited("requests", "Too many requests.", retryAfter.toNanos());
  }

  /** The prompt is longer than the model takes: status 400. */
  public static Failure contextTooLong() {
    String message = "This model's maximum context length is 128000 tokens.";
    return of(Kind.TOO_LONG, 400, invalid("context_length_exceeded", message));
  }

  /**
   * The content is not wanted: status 400, and at Gemini an answer without content, with status
   * 200.
   */
  public static Failure contentFiltered() {
    String message = "Your request was rejected as a result of our safety system.";
    return of(Kind.FILTERED, 400, invalid("content_policy_violation", message));
  }

  private static Details invalid(String code, String message) {
    return new Details("invalid_request_error", code, message, 0);
  }

  /** Any status, with an error body that only repeats it. */
  public static Failure of(int status) {
    return of(status, "server_error", "error_" + status, "The server answered " + status + ".");
  }

  /**
   * Any status.
   *
   * @param type OpenAI's type of the error; other providers have their own for the status
   * @param code OpenAI's code of the error; other providers have none
   * @param message the text
   */
  public static Failure of(int status, String type, String code, String message) {
    return of(Kind.ERROR, status, new Details(type, code, message, 0));
  }

  /** Status 200 with a page in HTML, as proxies and portals answer. */
  public static Failure html() {
    return new Failure(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>");
  }

  /** No response at all: the connection is closed. The log shows the status 0. */
  public static Failure noResponse() {
    return new Failure(Kind.NO_RESPONSE, 0, 0, Map.of(), "", Details.NONE);
  }

  static Failure limited(String what, String message, long retryAfterNanos) {
    Details details = new Details(what, "rate_limit_exceeded", message, retryAfterNanos);
    return of(Kind.RATE, 429, details);
  }

  /** Returns this failure with one more header. */
  public Failure header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Failure(kind, status, replaced, more, body, details);
  }

  /** Returns this failure with another status: with 200, an error where an answer is expected. */
  public Failure withStatus(int value) {
    return new Failure(kind, status, value, headers, body, details);
  }

  /** The HTTP status, as OpenAI has it; 0 if there is no response. */
  public int status() {
    return replaced == 0 ? status : replaced;
  }

  /** The HTTP status, as a provider has it. */
  int statusAt(Endpoint endpoint) {
    return replaced == 0 ? statusInBody(endpoint) : replaced;
  }

  /** The status that the body is about, whatever that of the response. */
  int statusInBody(Endpoint endpoint) {
    if (kind == Kind.OVERLOADED && endpoint == Endpoint.ANTHROPIC_MESSAGES) {
      return ANTHROPIC_OVERLOADED;
    }
    return kind == Kind.FILTERED && endpoint == Endpoint.GEMINI_CONTENT ? 200 : status;
  }

  /** The headers besides those that the provider adds. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body, in OpenAI's format if it depends on the provider. */
  public String body() {
    return body;
  }

  Kind kind() {
    return kind;
  }

  Details details() {
    return details;
  }

  enum Kind {
    /** Has a body of its own. */
    LITERAL,
    ERROR,
    RATE,
    QUOTA,
    OVERLOADED,
    TOO_LONG,
    FILTERED,
    NO_RESPONSE
  }

  /**
   * What an error body says.
   *
   * @param type OpenAI's; if the request was rejected by a limit, what that counts
   * @param retryAfterNanos 0 if it is not stated
   */
  record Details(String type, String code, String message, long retryAfterNanos) {
    static final Details NONE = new Details("", "", "", 0);
  }
}
