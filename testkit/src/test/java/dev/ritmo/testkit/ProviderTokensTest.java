package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ritmo.testkit.Delays.Range;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens, reserved on arrival and settled when an answer is complete. */
@Timeout(60)
final class ProviderTokensTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ASK =
      "{\"max_tokens\":100,\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
  private static final String STREAMED = ASK.replace("{\"max", "{\"stream\":true,\"max");
  private static final int PROMPT = 7;

  @Test
  void whatIsNotUsedIsGivenBackWhenTheAnswerIsComplete() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .tokens(TokenPolicy.slidingWindow(150, MINUTE))
            .answers(Answers.ofTokens(10))
            .start()) {
      for (String ask : List.of(ASK, STREAMED, ASK)) {
        assertThat(Chat.post(provider, ask).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> fourth = Chat.post(provider, ASK);

      assertThat(fourth.statusCode()).isEqualTo(429);
      JsonNode error = Chat.json(fourth.body()).at("/error");
      assertThat(error.at("/type").asText()).isEqualTo("tokens");
      assertThat(error.at("/code").asText()).isEqualTo("rate_limit_exceeded");
      assertThat(error.at("/message").asText())
          .startsWith(
              "Rate limit reached for tiny on tokens: Limit 150, Used 51, Requested 107. Please");
      assertThat(Integer.parseInt(Chat.header(fourth, "Retry-After"))).isAtLeast(50);
      assertThat(Chat.header(fourth, "x-ratelimit-limit-tokens")).isEqualTo("150");
      assertThat(Chat.header(fourth, "x-ratelimit-remaining-tokens")).isEqualTo("99");
      assertThat(fourth.headers().firstValue("x-ratelimit-limit-requests")).isEmpty();
      assertThat(provider.account("default").books())
          .isEqualTo(new TokenBooks(0, 0, 3 * PROMPT, 30));
      assertThat(provider.arrivals().stream().map(Arrival::reserved).toList())
          .containsExactly(107, 107, 107, 0)
          .inOrder();
      assertThat(provider.arrivals().stream().map(Arrival::used).toList())
          .containsExactly(17, 17, 17, 0)
          .inOrder();
    }
  }

  @Test
  void headersStateWhatIsLeftAfterTheReservation() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(7, MINUTE))
            .tokens(
                TokenPolicy.slidingWindow(1000, MINUTE).counting(TokenKind.INPUT),
                TokenPolicy.slidingWindow(500, MINUTE).counting(TokenKind.OUTPUT))
            .start()) {
      HttpResponse<String> response = Chat.post(provider, ASK);

      assertThat(Chat.header(response, "x-ratelimit-remaining-requests")).isEqualTo("6");
      assertThat(Chat.header(response, "x-ratelimit-remaining-input-tokens")).isEqualTo("993");
      assertThat(Chat.header(response, "x-ratelimit-remaining-output-tokens")).isEqualTo("400");
    }
  }

  @Test
  void aRequestLargerThanTheLimitIsToldSoWithoutATime() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder().tokens(TokenPolicy.bucket(50, MINUTE)).start()) {
      HttpResponse<String> response = Chat.post(provider, ASK);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.body())
          .contains("Request too large for tiny on tokens: Limit 50, Requested 107.");
      assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }
  }

  @Test
  void whateverARequestStatesIsNoReservationBelowItsPrompt() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder().tokens(TokenPolicy.slidingWindow(1000, MINUTE)).start()) {
      String most = ASK.replace("100", Integer.toString(Integer.MAX_VALUE));

      assertThat(Chat.post(provider, most).statusCode()).isEqualTo(429);
      assertThat(Chat.post(provider, ASK.replace("100", "-100")).statusCode()).isEqualTo(200);
      assertThat(provider.arrivals().get(1).reserved()).isEqualTo(PROMPT);
    }
  }

  @Test
  void aRejectionByOneLimitTakesNothingFromTheOthers() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(1, MINUTE))
            .tokens(
                TokenPolicy.slidingWindow(1000, MINUTE),
                TokenPolicy.slidingWindow(150, MINUTE).counting(TokenKind.OUTPUT))
            .answers(request -> ModelAnswer.ofTokens(100))
            .start()) {
      Chat.post(provider, ASK);
      for (int i = 0; i < 50; i++) { // rejected by the output, and would fill all
        assertThat(Chat.json(Chat.post(provider, ASK).body()).at("/error/type").asText())
            .isEqualTo("output-tokens");
      }

      HttpResponse<String> small = Chat.post(provider, ASK.replace("100", "10"));

      assertThat(Chat.json(small.body()).at("/error/type").asText()).isEqualTo("requests");
      assertThat(Chat.header(small, "x-ratelimit-remaining-tokens"))
          .isEqualTo(Integer.toString(1000 - 100 - PROMPT - 10 - 7));
    }
  }

  @Test
  void concurrentRequestsNeverReserveMoreThanTheLimit() {
    Delays slow = new Delays(Range.millis(0, 0), Range.millis(20, 40), Range.millis(0, 0), 1);
    try (LocalProvider provider =
        LocalProvider.builder()
            .tokens(TokenPolicy.slidingWindow(1100, MINUTE))
            .answers(Answers.logNormal(30, 0.7, 5))
            .delays(slow)
            .start()) {
      List<CompletableFuture<HttpResponse<String>>> all =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      Chat.CLIENT.sendAsync(
                          Chat.request(provider, i % 2 == 0 ? ASK : STREAMED),
                          BodyHandlers.ofString()))
              .toList();
      all.forEach(CompletableFuture::join);

      List<Arrival> served = provider.arrivals().stream().filter(Arrival::admitted).toList();
      TokenBooks books = provider.account("default").books();
      assertThat(served.size()).isAtLeast(10);
      assertThat(books.used()).isEqualTo(served.stream().mapToInt(Arrival::used).sum());
      assertThat(books.used()).isAtMost(1100);
      assertThat(books.inFlight()).isEqualTo(0);
      assertThat(books.reserved()).isEqualTo(0);
    }
  }

  @Test
  void booksShowWhatIsUnderWay() {
    Delays slow =
        new Delays(Range.millis(0, 0), Range.millis(60_000, 60_000), Range.millis(0, 0), 1);
    try (LocalProvider provider = LocalProvider.builder().delays(slow).start()) {
      var unused = Chat.CLIENT.sendAsync(Chat.request(provider, ASK), BodyHandlers.ofString());
      while (provider.arrivals().isEmpty()) {
        Thread.onSpinWait();
      }

      assertThat(provider.account("default").books())
          .isEqualTo(new TokenBooks(1, PROMPT + 100, 0, 0));
      assertThat(provider.arrivals().get(0).used()).isEqualTo(-1);
    }
  }

  @Test
  void theBooksAreRightWhateverTheAnswerSays() throws Exception {
    for (StatedUsage reported : StatedUsage.values()) {
      try (LocalProvider provider =
          LocalProvider.builder()
              .answers(request -> ModelAnswer.ofTokens(10).promptTokens(77).reporting(reported))
              .start()) {
        JsonNode usage = Chat.json(Chat.post(provider, ASK).body()).at("/usage");

        int answer = usage.path("completion_tokens").asInt();
        switch (reported) {
          case TRUE -> assertThat(answer).isEqualTo(10);
          case NONE -> assertThat(usage.isMissingNode()).isTrue();
          case ZERO -> assertThat(usage.toString()).contains("\"completion_tokens\":0");
          case NEGATIVE -> assertThat(answer).isEqualTo(-1);
        }
        assertThat(provider.account("default").books()).isEqualTo(new TokenBooks(0, 0, 77, 10));
      }
    }
  }

  @Test
  void aFailureByScriptUsesNoTokens() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(2, MINUTE))
            .tokens(TokenPolicy.slidingWindow(110, MINUTE))
            .answers(
                request ->
                    request.number() == 0
                        ? ModelAnswer.failure(Failure.rateLimited(Duration.ofMillis(1500)))
                        : ModelAnswer.standard())
            .start()) {
      HttpResponse<String> failed = Chat.post(provider, ASK);
      HttpResponse<String> served = Chat.post(provider, ASK);

      assertThat(failed.statusCode()).isEqualTo(429);
      assertThat(Chat.header(failed, "retry-after-ms")).isEqualTo("1500");
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(provider.arrivals().stream().map(Arrival::admitted).toList())
          .containsExactly(false, true)
          .inOrder();
      assertThat(provider.account("default").books().inFlight()).isEqualTo(0);
      assertThat(Chat.post(provider, ASK).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void sizesAreLogNormalAndDependOnTheSeed() {
    Answers answers = Answers.logNormal(100, 0.7, 1);
    List<Integer> sizes = sizes(answers);

    assertThat(sizes(Answers.logNormal(100, 0.7, 1))).isEqualTo(sizes);
    assertThat(sizes(Answers.logNormal(100, 0.7, 2))).isNotEqualTo(sizes);
    List<Integer> sorted = sizes.stream().sorted().toList();
    double mean = sizes.stream().mapToInt(size -> size).average().orElse(0);
    assertThat(sorted.get(1000)).isAtLeast(92);
    assertThat(sorted.get(1000)).isAtMost(108);
    // the mean is exp(sigma^2 / 2) times the median
    assertThat(mean).isAtLeast(118.0);
    assertThat(mean).isAtMost(138.0);
    assertThat(sorted.get(0)).isAtLeast(1);
  }

  @Test
  void answersThatThrowAreAFailure() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .answers(
                request -> {
                  throw new AssertionError("not today");
                })
            .start()) {
      HttpResponse<String> response = Chat.post(provider, ASK);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).contains("not today");
      assertThat(provider.account("default").books().inFlight()).isEqualTo(0);
    }
  }

  @Test
  void toolCallsAreChecked() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> new ToolCall("lookup", "[1]"));

    assertThat(thrown).hasMessageThat().contains("arguments of the tool lookup must be a JSON");
    assertThrows(IllegalArgumentException.class, () -> new ToolCall("lookup", ""));
    assertThrows(IllegalArgumentException.class, () -> ModelAnswer.toolCalls());
    assertThrows(IllegalArgumentException.class, () -> ModelAnswer.ofTokens(0));
  }

  private static List<Integer> sizes(Answers answers) {
    return IntStream.range(0, 2000)
        .mapToObj(number -> answers.to(request(number)).pieces().size())
        .toList();
  }

  private static ModelRequest request(int number) {
    return ModelRequest.unread(Endpoint.OPENAI_CHAT).arrived(number, "default");
  }
}
