package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

final class RefusalsTest {

  private static final Limit LIMIT = Limit.calls(2, 1, TimeUnit.MINUTES);

  @RegisterExtension final Contexts contexts = new Contexts();

  private static RateLimitExceededException refusal(Duration retryAfter) {
    return new RateLimitExceededException("secret-limiter", LIMIT, retryAfter);
  }

  @RestController
  static class Controller {

    @GetMapping("/refused")
    String refused() {
      throw refusal(Duration.ofMillis(11_001));
    }

    @GetMapping("/wrapped")
    String wrapped() {
      throw new CompletionException(new IllegalStateException(refusal(Duration.ofNanos(1))));
    }

    @GetMapping("/later")
    CompletableFuture<String> later() {
      return CompletableFuture.failedFuture(refusal(Duration.ofSeconds(3)));
    }

    @GetMapping("/permanent")
    String permanent() {
      throw RateLimitExceededException.tooLarge("secret-limiter", LIMIT, 3);
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("broken");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class Application {}

  @RestControllerAdvice
  static class OwnHandler {

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<String> handle(RuntimeException failure) {
      return ResponseEntity.status(418).body("own");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Controller.class, OwnHandler.class})
  static class WithHandler {}

  private static void assertIsRefusal(HttpResponse<String> answer, int seconds) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().allValues("Retry-After")).containsExactly("" + seconds);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\"The service is at its rate limit. Come back in %d %s.\"}"
                .formatted(seconds, seconds == 1 ? "second" : "seconds"));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void aRefusedCallIsAnsweredWithTheTimeToComeBack(WebApplicationType type) {
    Http http = new Http(contexts.start(Application.class, type));

    assertIsRefusal(http.get("/refused"), 12);
    assertIsRefusal(http.get("/wrapped"), 1);
    assertIsRefusal(http.get("/later"), 3);
    HttpResponse<String> permanent = http.get("/permanent");
    assertThat(permanent.statusCode()).isEqualTo(503);
    assertThat(permanent.headers().firstValue("Retry-After")).isEmpty();
    assertThat(permanent.body()).doesNotContain("secret");
    assertThat(http.get("/broken").statusCode()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void handlersOfTheApplicationWin(WebApplicationType type) {
    HttpResponse<String> answer = new Http(contexts.start(WithHandler.class, type)).get("/refused");

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("own");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void itCanBeSwitchedOff(WebApplicationType type) {
    Http http = new Http(contexts.start(Application.class, type, "--ritmo.web.enabled=false"));

    assertThat(http.get("/refused").statusCode()).isEqualTo(500);
  }
}
