package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures in the words of each provider, and answers that are none. */
@Timeout(60)
final class ProviderFaultsTest {

  private static final String ANTHROPIC_ASK =
      "{\"model\":\"tiny\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
  private static final String GEMINI_ASK = "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}";
  private static final Failure STATED = Failure.rateLimited(Duration.ofMillis(2500));

  private LocalProvider provider = LocalProvider.builder().start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void openAiStatesATimeInHeaders() throws Exception {
    provider.failNext(STATED, Failure.rateLimited(Duration.ZERO));

    HttpResponse<String> stated = Chat.post(provider, Chat.ASK);
    HttpResponse<String> without = Chat.post(provider, Chat.ASK);

    assertThat(Chat.header(stated, "Retry-After")).isEqualTo("3");
    assertThat(Chat.header(stated, "retry-after-ms")).isEqualTo("2500");
    assertThat(without.statusCode()).isEqualTo(429);
    assertThat(without.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void anthropicHasItsOwnErrors() throws Exception {
    provider.failNext(
        STATED,
        Failure.overloaded(),
        Failure.insufficientQuota(),
        Failure.of(500),
        Failure.of(402));

    HttpResponse<String> limited = anthropic(ANTHROPIC_ASK);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(Chat.header(limited, "retry-after")).isEqualTo("3");
    assertThat(Chat.json(limited.body()).at("/type").asText()).isEqualTo("error");
    assertError(limited, "rate_limit_error");
    HttpResponse<String> overloaded = anthropic(ANTHROPIC_ASK);
    assertThat(overloaded.statusCode()).isEqualTo(529);
    assertThat(provider.arrivals().get(1).status()).isEqualTo(529);
    assertError(overloaded, "overloaded_error");
    HttpResponse<String> quota = anthropic(ANTHROPIC_ASK);
    assertThat(quota.statusCode()).isEqualTo(429);
    assertThat(quota.headers().firstValue("retry-after")).isEmpty();
    assertThat(Chat.json(quota.body()).at("/error/details/error_code").asText())
        .isEqualTo("enforced_spend_limit_reached");
    assertError(anthropic(ANTHROPIC_ASK), "api_error");
    assertError(anthropic(ANTHROPIC_ASK), "billing_error");
    HttpResponse<String> malformed = anthropic(ANTHROPIC_ASK.replace("\"max_tokens\":9,", ""));
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertError(malformed, "invalid_request_error");
    assertThat(malformed.body()).contains("with a model, messages and max_tokens.");
  }

  @Test
  void anthropicStatesItsLimitsAsInstants() throws Exception {
    start(
        LocalProvider.builder()
            .policy(Policy.slidingWindow(5, Duration.ofMinutes(1)))
            .tokens(
                TokenPolicy.slidingWindow(1000, Duration.ofMinutes(1)).counting(TokenKind.OUTPUT)));

    HttpResponse<String> response = anthropic(ANTHROPIC_ASK);

    assertThat(Chat.header(response, "anthropic-ratelimit-requests-limit")).isEqualTo("5");
    assertThat(Chat.header(response, "anthropic-ratelimit-requests-remaining")).isEqualTo("4");
    assertThat(Chat.header(response, "anthropic-ratelimit-output-tokens-remaining"))
        .isEqualTo("991");
    Instant reset = Instant.parse(Chat.header(response, "anthropic-ratelimit-requests-reset"));
    assertThat(Duration.between(Instant.now(), reset).toSeconds()).isAtLeast(50);
    assertThat(Duration.between(Instant.now(), reset).toSeconds()).isAtMost(60);
    assertThat(response.headers().firstValue("x-ratelimit-limit-requests")).isEmpty();
  }

  @Test
  void anthropicNamesItsEvents() throws Exception {
    List<String> lines =
        anthropic(ANTHROPIC_ASK.replace("{\"model", "{\"stream\":true,\"model"))
            .body()
            .lines()
            .filter(line -> line.startsWith("event: "))
            .distinct()
            .toList();

    assertThat(lines)
        .containsExactly(
            "event: message_start",
            "event: ping",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop")
        .inOrder();
  }

  @Test
  void geminiStatesATimeInTheBodyOnly() throws Exception {
    provider.failNext(
        STATED,
        Failure.rateLimited(Duration.ZERO),
        Failure.insufficientQuota(),
        Failure.overloaded());

    HttpResponse<String> limited = gemini("generateContent", GEMINI_ASK);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).isEmpty();
    JsonNode error = Chat.json(limited.body()).at("/error");
    assertThat(error.at("/status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(error.at("/details/0/violations/0/quotaId").asText()).contains("PerMinute");
    assertThat(error.at("/details/1/retryDelay").asText()).isEqualTo("2.5s");
    assertThat(gemini("generateContent", GEMINI_ASK).body()).doesNotContain("RetryInfo");
    HttpResponse<String> quota = gemini("streamGenerateContent?alt=sse", GEMINI_ASK);
    assertThat(quota.body()).contains("PerDay");
    assertThat(quota.body()).doesNotContain("RetryInfo");
    HttpResponse<String> overloaded = gemini("embedContent", "{\"content\":{\"parts\":[{}]}}");
    assertThat(overloaded.statusCode()).isEqualTo(503);
    assertThat(Chat.json(overloaded.body()).at("/error/status").asText()).isEqualTo("UNAVAILABLE");
    HttpResponse<String> malformed = gemini("generateContent", "{}");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(Chat.json(malformed.body()).at("/error/status").asText())
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(provider.arrivals().get(0).request().model()).isEqualTo("tiny-1.5");
    assertThat(provider.arrivals().get(4).request().endpoint()).isEqualTo(Endpoint.GEMINI_CONTENT);
  }

  @Test
  void anAnswerMayBeAPageOrAnErrorWithStatus200() throws Exception {
    provider.failNext(Failure.html(), Failure.overloaded().withStatus(200));
    HttpResponse<String> page = Chat.post(provider, Chat.ASK);
    HttpResponse<String> error = Chat.post(provider, Chat.ASK);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Chat.header(page, "Content-Type")).startsWith("text/html");
    assertThat(page.body()).contains("<html>");
    assertThat(error.statusCode()).isEqualTo(200);
    assertThat(Chat.json(error.body()).at("/error/code").asText())
        .isEqualTo("server_is_overloaded");

    provider.failNext(Failure.overloaded().withStatus(200), STATED.withStatus(200));
    HttpResponse<String> anthropic = anthropic(ANTHROPIC_ASK);
    HttpResponse<String> gemini = gemini("generateContent", GEMINI_ASK);
    assertThat(anthropic.statusCode()).isEqualTo(200);
    assertError(anthropic, "overloaded_error");
    assertThat(gemini.statusCode()).isEqualTo(200);
    assertThat(Chat.json(gemini.body()).at("/error/code").asInt()).isEqualTo(429);
    assertThat(provider.admittedNanos()).hasLength(0);
  }

  @Test
  void eachProviderHasItsWordsForPromptsThatItDoesNotTake() throws Exception {
    Failure[] both = {Failure.contextTooLong(), Failure.contentFiltered()};
    provider.failNext(both);
    provider.failNext(both);
    provider.failNext(both);

    HttpResponse<String> openAi = Chat.post(provider, Chat.ASK);
    assertThat(openAi.statusCode()).isEqualTo(400);
    assertThat(Chat.json(openAi.body()).at("/error/code").asText())
        .isEqualTo("context_length_exceeded");
    assertThat(Chat.post(provider, Chat.ASK).body()).contains("content_policy_violation");
    HttpResponse<String> anthropic = anthropic(ANTHROPIC_ASK);
    assertThat(anthropic.statusCode()).isEqualTo(400);
    assertThat(anthropic.body()).contains("prompt is too long: ");
    assertThat(anthropic(ANTHROPIC_ASK).body())
        .contains("Output blocked by content filtering policy");
    HttpResponse<String> gemini = gemini("generateContent", GEMINI_ASK);
    assertThat(gemini.statusCode()).isEqualTo(400);
    assertThat(gemini.body()).contains("The input token count (1200000) exceeds the maximum");
    HttpResponse<String> blocked = gemini("generateContent", GEMINI_ASK);
    assertThat(blocked.statusCode()).isEqualTo(200);
    assertThat(Chat.json(blocked.body()).at("/promptFeedback/blockReason").asText())
        .isEqualTo("SAFETY");
    assertThat(provider.admittedNanos()).hasLength(0);
  }

  @Test
  void aBodyOfItsOwnIsSentAsItIs() throws Exception {
    provider.failNext(new Failure(418, Map.of("content-type", "text/plain", "x-own", "1"), "tea"));

    HttpResponse<String> response = anthropic(ANTHROPIC_ASK);

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body()).isEqualTo("tea");
    assertThat(response.headers().allValues("content-type")).containsExactly("text/plain");
    assertThat(Chat.header(response, "x-own")).isEqualTo("1");
  }

  @Test
  void limitHeadersMayBeMissing() throws Exception {
    start(
        LocalProvider.builder()
            .policy(Policy.slidingWindow(9, Duration.ofMinutes(1)))
            .answers(request -> ModelAnswer.standard().withoutLimitHeaders()));

    assertThat(Chat.post(provider, Chat.ASK).headers().map().keySet().toString())
        .doesNotContain("ratelimit");
  }

  @Test
  void aBrokenAnswerIsNotTakenForAWholeOne() {
    start(LocalProvider.builder().answers(request -> ModelAnswer.ofTokens(20).breaksAfter(3)));

    assertThrows(IOException.class, () -> Chat.post(provider, Chat.ASK));
    assertThrows(IOException.class, () -> Chat.post(provider, Chat.ASK_STREAMED));
    assertThat(provider.arrivals().stream().map(Arrival::status).toList())
        .containsExactly(200, 200);
    assertThat(provider.account("default").books().inFlight()).isEqualTo(0);
  }

  @Test
  void aStreamThatStallsStaysOpen() throws Exception {
    start(LocalProvider.builder().answers(request -> ModelAnswer.ofTokens(20).stallsAfter(2)));
    CompletableFuture<HttpResponse<String>> whole =
        Chat.CLIENT.sendAsync(Chat.request(provider, Chat.ASK_STREAMED), BodyHandlers.ofString());
    HttpResponse<InputStream> stream =
        Chat.CLIENT.send(Chat.request(provider, Chat.ASK_STREAMED), BodyHandlers.ofInputStream());

    try (BufferedReader reader = reader(stream)) {
      assertThat(reader.readLine()).contains("content");
      assertThat(reader.readLine()).isEmpty();
      assertThat(reader.readLine()).contains("content");
    }
    assertThat(whole.isDone()).isFalse();
    provider.close();
    assertThat(whole.handle((response, failure) -> failure).join()).isNotNull();
  }

  @Test
  void anEndlessStreamEndsWithItsClientAndIsSettled() throws Exception {
    start(LocalProvider.builder().answers(request -> ModelAnswer.ofTokens(2).endless()));
    HttpResponse<InputStream> stream =
        Chat.CLIENT.send(Chat.request(provider, Chat.ASK_STREAMED), BodyHandlers.ofInputStream());

    try (BufferedReader reader = reader(stream)) {
      for (int i = 0; i < 20; i++) {
        assertThat(reader.readLine()).isNotNull();
      }
    }
    while (provider.account("default").books().inFlight() > 0) {
      Thread.onSpinWait();
    }
    assertThat(provider.account("default").books().answer()).isAtLeast(10);
  }

  private void start(LocalProvider.Builder builder) {
    provider.close();
    provider = builder.start();
  }

  private HttpResponse<String> anthropic(String body) throws Exception {
    return send(provider.anthropicBaseUrl() + "/messages", body);
  }

  private HttpResponse<String> gemini(String method, String body) throws Exception {
    return send(provider.geminiBaseUrl() + "/models/tiny-1.5:" + method, body);
  }

  private static HttpResponse<String> send(String url, String body) throws Exception {
    return Chat.CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static void assertError(HttpResponse<String> response, String type) throws Exception {
    assertThat(Chat.json(response.body()).at("/error/type").asText()).isEqualTo(type);
  }
}
