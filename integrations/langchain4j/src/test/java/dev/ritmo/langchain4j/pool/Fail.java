package dev.ritmo.langchain4j.pool;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.net.ConnectException;
import java.util.function.Supplier;

/** Failures as LangChain4j's models throw them. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
enum Fail implements Supplier<RuntimeException> {
  REJECTED(() -> new RateLimitException(http(429, "rate_limit_exceeded", "Slow down."))),
  REJECTED_FOR_20_S(
      () ->
          new RateLimitException(
              http(429, "rate_limit_exceeded", "Rate limit reached. Please try again in 20s."))),
  OVERLOADED(() -> new InternalServerException(http(503, "server_is_overloaded", "Overloaded."))),
  NO_CONNECTION(() -> new RuntimeException(new ConnectException("refused"))),
  TIMED_OUT(() -> new TimeoutException(new java.net.http.HttpTimeoutException("timed out"))),
  WRONG_KEY(() -> new AuthenticationException(http(401, "invalid_api_key", "Wrong key."))),
  NO_CREDIT(() -> new RateLimitException(http(429, "insufficient_quota", "No credit."))),
  NO_MODEL(() -> new ModelNotFoundException(http(404, "model_not_found", "No such model."))),
  TOO_LONG(() -> new InvalidRequestException(http(400, "context_length_exceeded", "Too long."))),
  FILTERED(() -> new InvalidRequestException(http(400, "content_filter", "Filtered."))),
  BAD(() -> new InvalidRequestException(http(400, "invalid_value", "Wrong temperature."))),
  UNKNOWN(() -> new IllegalStateException("<html>a gateway</html>"));

  private final Supplier<RuntimeException> failure;

  Fail(Supplier<RuntimeException> failure) {
    this.failure = failure;
  }

  private static HttpException http(int status, String code, String message) {
    return new HttpException(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":\"%s\"}}"
            .formatted(message, code, code));
  }

  @Override
  public RuntimeException get() {
    return failure.get();
  }
}
