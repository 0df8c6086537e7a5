package dev.ritmo.runtime.internal.signal;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.internal.ExceptionMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failures as the clients of providers throw them: with the accessors, the messages and the losses
 * of each. The ones of LangChain4j are real; {@code integrations/clients} proves of the others that
 * the real ones are understood as well.
 */
@SuppressWarnings("unused") // accessors are found by reflection
final class Clients {

  private Clients() {}

  /** LangChain4j loses the headers; the message is the body. */
  static Throwable langChain4j(int status, String body) {
    return ExceptionMapper.DEFAULT.mapException(new HttpException(status, body));
  }

  static Throwable openAiJava(
      int status, Map<String, String> headers, String type, @Nullable String code, String message) {
    return new OpenAiJava(status, headers, type, code, message);
  }

  static Throwable anthropicJava(int status, Map<String, String> headers, String body) {
    return new Stainless(status + ": " + body, status, headers);
  }

  static Throwable spring(int status, Map<String, String> headers, String body) {
    return new Spring(status, headers, body);
  }

  /** Amazon's errors come without headers that help. */
  static Throwable aws(int status, String code, String message) {
    return new Aws(status, code, message);
  }

  static Throwable azure(int status, Map<String, String> headers, String body) {
    return new Azure(status, headers, body);
  }

  static Throwable retrofit(int status, Map<String, String> headers) {
    return new Retrofit(status, headers);
  }

  /** What a program makes of an answer of {@code java.net.http}. */
  static Throwable jdk(int status, Map<String, String> headers, String body) {
    return new Jdk(new JdkResponse(status, headers, body));
  }

  abstract static class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  /** Names of headers are compared as all clients do. */
  record Headers(Map<String, String> all) {

    @Nullable String find(String name) {
      for (Map.Entry<String, String> header : all.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue();
        }
      }
      return null;
    }
  }

  static class Stainless extends Failed {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient StainlessHeaders headers;

    Stainless(String message, int status, Map<String, String> headers) {
      super(message);
      this.status = status;
      this.headers = new StainlessHeaders(new Headers(headers));
    }

    public int statusCode() {
      return status;
    }

    public StainlessHeaders headers() {
      return headers;
    }

    public Object body() {
      return Map.of();
    }
  }

  record StainlessHeaders(Headers headers) {
    public List<String> values(String name) {
      String value = headers.find(name);
      return value == null ? List.of() : List.of(value);
    }
  }

  static final class OpenAiJava extends Stainless {
    private static final long serialVersionUID = 1;
    private final String type;
    private final @Nullable String code;

    OpenAiJava(
        int status, Map<String, String> headers, String type, @Nullable String code, String text) {
      super(status + ": " + text, status, headers);
      this.type = type;
      this.code = code;
    }

    public Optional<String> type() {
      return Optional.of(type);
    }

    public Optional<String> code() {
      return Optional.ofNullable(code);
    }
  }

  static final class Spring extends Failed {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient Headers headers;
    private final String body;

    Spring(int status, Map<String, String> headers, String body) {
      super(status + " : \"" + body.substring(0, Math.min(20, body.length())) + "... (more)\"");
      this.status = status;
      this.headers = new Headers(headers);
      this.body = body;
    }

    public SpringStatus getStatusCode() {
      return new SpringStatus(status);
    }

    public SpringHeaders getResponseHeaders() {
      return new SpringHeaders(headers);
    }

    public String getResponseBodyAsString() {
      return body;
    }
  }

  record SpringStatus(int value) {}

  record SpringHeaders(Headers headers) {
    public @Nullable String getFirst(String name) {
      return headers.find(name);
    }
  }

  static final class Aws extends Failed {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;

    Aws(int status, String code, String message) {
      super(
          "%s (Service: BedrockRuntime, Status Code: %d, Request ID: 5b2f) (SDK Attempt Count: 1)"
              .formatted(message, status));
      this.status = status;
      this.code = code;
    }

    public int statusCode() {
      return status;
    }

    public AwsDetails awsErrorDetails() {
      return new AwsDetails(code, new AwsResponse(status));
    }
  }

  record AwsDetails(String errorCode, AwsResponse sdkHttpResponse) {}

  record AwsResponse(int statusCode) {
    public Map<String, List<String>> headers() {
      return Map.of("x-amzn-RequestId", List.of("5b2f"));
    }
  }

  static final class Azure extends Failed {
    private static final long serialVersionUID = 1;
    private final transient AzureResponse response;

    Azure(int status, Map<String, String> headers, String body) {
      super("Status code %d, \"%s\"".formatted(status, body));
      this.response = new AzureResponse(status, new AzureHeaders(new Headers(headers)));
    }

    public AzureResponse getResponse() {
      return response;
    }
  }

  record AzureResponse(int getStatusCode, AzureHeaders getHeaders) {}

  record AzureHeaders(Headers headers) {
    public @Nullable String getValue(String name) {
      return headers.find(name);
    }
  }

  static final class Retrofit extends Failed {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient RetrofitResponse response;

    Retrofit(int status, Map<String, String> headers) {
      super("HTTP " + status + " ");
      this.status = status;
      this.response = new RetrofitResponse(status, new OkHeaders(new Headers(headers)));
    }

    public int code() {
      return status;
    }

    public RetrofitResponse response() {
      return response;
    }
  }

  record RetrofitResponse(int code, OkHeaders headers) {}

  record OkHeaders(Headers headers) {
    public @Nullable String get(String name) {
      return headers.find(name);
    }
  }

  static final class Jdk extends Failed {
    private static final long serialVersionUID = 1;
    private final transient JdkResponse response;

    Jdk(JdkResponse response) {
      super("the request failed");
      this.response = response;
    }

    public JdkResponse response() {
      return response;
    }
  }

  record JdkResponse(int statusCode, Map<String, String> headers, String body) {}
}
