package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.langchain4j.http.RawProvider.COMPLETION;
import static dev.ritmo.langchain4j.http.RawProvider.completion;
import static dev.ritmo.langchain4j.http.RawProvider.json;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an error, and what is known of it. */
@Timeout(30)
final class ErrorsTest {

  private static final String LIMITED =
      "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}";

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private static RuntimeException failureOf(RawProvider provider) {
    return assertThrows(
        RuntimeException.class,
        () -> Models.openAi(provider.url(), RitmoHttpClient.builder()).chat("hi"));
  }

  private static ErrorResponseException errorOf(RawProvider provider) {
    return Models.errorIn(failureOf(provider));
  }

  @Test
  void anErrorKeepsItsHeadersThroughTheExceptionsOfLangChain4j() {
    try (RawProvider provider =
        RawProvider.answering(
            json(429, LIMITED, "Retry-After", "7", "X-Many", "one", "X-Many", "two"))) {
      RuntimeException failure = failureOf(provider);

      assertThat(failure).isInstanceOf(RateLimitException.class);
      ErrorResponseException cause = Models.errorIn(failure);
      assertThat(cause.headers().get("retry-after")).containsExactly("7");
      assertThat(cause.headers().get("X-MANY")).containsExactly("one", "two");
      assertThat(cause).hasMessageThat().isEqualTo(LIMITED);
      assertThat(cause).hasCauseThat().isNull();
    }
  }

  @Test
  void anErrorKeepsNoCookiesAndCanBeSerialized() throws Exception {
    try (RawProvider provider =
        RawProvider.answering(json(500, "{}", "Set-Cookie", "id=secret", "X-Api-Key", "echo"))) {
      ErrorResponseException error = errorOf(provider);

      assertThat(error.headers().keySet()).containsNoneOf("set-cookie", "x-api-key");
      new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(error);
      assertThrows(UnsupportedOperationException.class, () -> error.headers().put("a", List.of()));
    }
  }

  @Test
  void aRetryWaitsAsLongAsTheHeaderAsks() throws Exception {
    try (RawProvider provider =
        RawProvider.answering(json(429, LIMITED, "retry-after-ms", "400"), completion())) {
      Limiter limiter = Ritmo.limiter("retried", Limit.calls(100, 1, TimeUnit.SECONDS));
      var model = Models.openAi(provider.url(), RitmoHttpClient.builder());

      String answer = limiter.call().retry(RetrySettings.DEFAULT).run(() -> model.chat("hi"));

      assertThat(answer).isEqualTo("hello");
      List<RawProvider.Request> sent = provider.requests();
      assertThat(sent).hasSize(2);
      assertThat(sent.get(1).nanos() - sent.get(0).nanos()).isAtLeast(400_000_000L);
    }
  }

  @Test
  void aTimeThatIsTooLongEndsTheCallAndSaysUntilWhen() {
    try (RawProvider provider = RawProvider.answering(json(429, LIMITED, "Retry-After", "700"))) {
      Limiter limiter = Ritmo.limiter("ended", Limit.calls(100, 1, TimeUnit.SECONDS));
      var model = Models.openAi(provider.url(), RitmoHttpClient.builder());

      RuntimeException failure =
          assertThrows(
              RateLimitException.class,
              () -> limiter.call().retry(RetrySettings.DEFAULT).run(() -> model.chat("hi")));

      RetryOutcome outcome = RetryOutcome.of(failure).orElseThrow();
      assertThat(outcome.end()).isEqualTo(RetryOutcome.End.DELAY_TOO_LONG);
      assertThat(outcome.signals().get(0).statedDelayNanos())
          .isEqualTo(Duration.ofSeconds(700).toNanos());
    }
  }

  @Test
  void anErrorObjectWithStatus200IsAFailureWithItsCode() {
    String body =
        "{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"raw\":\"slow down\"}},\"user_id\":\"u\"}";
    try (RawProvider provider = RawProvider.answering(json(200, body, "Retry-After", "7"))) {
      RuntimeException failure = failureOf(provider);

      assertThat(failure).isInstanceOf(RateLimitException.class);
      ErrorResponseException error = Models.errorIn(failure);
      assertThat(error.statusCode()).isEqualTo(429);
      assertThat(error.headers().get("Retry-After")).containsExactly("7");
    }
  }

  @Test
  void theCodeOfAnErrorObjectMayBeTextOrAWord() throws Exception {
    try (RawProvider provider =
            RawProvider.answering(json(200, "{\"error\":{\"code\":\"503\",\"message\":\"m\"}}"));
        RawProvider worded = RawProvider.answering(json(200, LIMITED), completion())) {
      assertThat(failureOf(provider)).isInstanceOf(InternalServerException.class);

      Limiter limiter = Ritmo.limiter("worded", Limit.calls(100, 1, TimeUnit.SECONDS));
      var model = Models.openAi(worded.url(), RitmoHttpClient.builder());
      RetrySettings soon = RetrySettings.DEFAULT.delays(10, 100, TimeUnit.MILLISECONDS);
      assertThat(limiter.call().retry(soon).run(() -> model.chat("hi"))).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\"error\\\":{\\\"code\\\":429,\\\"message\\\":\\\"quota\\\"}",
        "{\\\"error\\\":{\\\"code\\\":429}}",
        "<!doctype html><html>",
        "\\\"error\\\""
      })
  void whatAModelWritesIsNoError(String text) {
    try (RawProvider provider = RawProvider.answering(json(200, COMPLETION.formatted(text)))) {
      String answer = Models.openAi(provider.url(), RitmoHttpClient.builder()).chat("hi");

      assertThat(answer).isEqualTo(text.replace("\\\"", "\""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error\":null,",
        "\"error\":false,",
        "\"error\":\"\",",
        "\"error\":[],",
        "\"x\":{\"error\":{\"code\":429}},",
        "\"error\":{\"code\":429,\"message\":\"a warning beside an answer\"},"
      })
  void anAnswerStaysAnAnswerWhateverElseIsInIt(String more) {
    String body = COMPLETION.formatted("hello").replaceFirst("\\{", "{" + more);
    try (RawProvider provider = RawProvider.answering(json(200, body))) {
      assertThat(Models.openAi(provider.url(), RitmoHttpClient.builder()).chat("hi"))
          .isEqualTo("hello");
    }
  }

  @Test
  void aWebPageIsNoSuccess() {
    String page = "<!DOCTYPE html><html><body>Log in, dear sk-secret</body></html>";
    try (RawProvider typed = RawProvider.answering(RawProvider.of(200, "text/html", page));
        RawProvider untyped = RawProvider.answering(json(200, "\n " + page))) {
      for (RawProvider provider : List.of(typed, untyped)) {
        ErrorResponseException error = errorOf(provider);

        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(error).hasMessageThat().contains("must be JSON, but is a web page. Fix:");
        assertThat(error).hasMessageThat().doesNotContain("secret");
      }
    }
  }

  @Test
  void aWebPageIsNotTriedAgain() {
    try (RawProvider provider =
        RawProvider.answering(RawProvider.of(200, "text/html", "<html>rate limit</html>"))) {
      Limiter limiter = Ritmo.limiter("page", Limits.of(Limit.calls(9, 1, TimeUnit.SECONDS)));
      var model = Models.openAi(provider.url(), RitmoHttpClient.builder());

      HttpException failure =
          assertThrows(
              HttpException.class,
              () -> limiter.call().retry(RetrySettings.DEFAULT).run(() -> model.chat("hi")));

      assertThat(provider.requests()).hasSize(1);
      assertThat(RetryOutcome.of(failure).orElseThrow().signals().get(0).kind())
          .isEqualTo(Signal.Kind.UNKNOWN);
    }
  }

  @Test
  void aBadRequestStaysOne() {
    try (RawProvider provider = RawProvider.answering(json(400, "{\"error\":{}}"))) {
      assertThat(failureOf(provider)).isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void anErrorOfMegabytesIsCut() {
    try (RawProvider provider =
        RawProvider.answering(
            json(500, "x".repeat(3 << 20), "X-Long", "y".repeat(20_000), "Retry-After", "1"))) {
      ErrorResponseException error = errorOf(provider);

      assertThat(String.valueOf(error.getMessage()).length()).isEqualTo(65_536);
      assertThat(error.headers().get("retry-after")).containsExactly("1");
    }
  }

  @Test
  void anErrorWithoutABodyHasAnEmptyMessage() {
    try (RawProvider provider = RawProvider.answering(json(503, ""))) {
      assertThat(errorOf(provider)).hasMessageThat().isEmpty();
    }
  }

  @Test
  void errorsOfAnthropicKeepTheirHeadersToo() {
    try (RawProvider provider =
        RawProvider.answering(
            json(
                529,
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}",
                "retry-after",
                "7"))) {
      InternalServerException failure =
          assertThrows(
              InternalServerException.class,
              () -> Models.anthropic(provider.url(), RitmoHttpClient.builder()).chat("hi"));

      assertThat(Models.errorIn(failure).headers().get("retry-after")).containsExactly("7");
    }
  }
}
