package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire. */
@Timeout(60)
final class LocalProviderAnswersTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void answersACompletion() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      HttpResponse<String> response = Chat.post(provider, Chat.ASK);

      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode body = Chat.json(response.body());
      assertThat(body.at("/object").asText()).isEqualTo("chat.completion");
      assertThat(body.at("/model").asText()).isEqualTo("tiny");
      assertThat(body.at("/choices/0/message/content").asText()).isNotEmpty();
      assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
      assertThat(body.at("/usage/total_tokens").asInt())
          .isEqualTo(
              body.at("/usage/prompt_tokens").asInt()
                  + body.at("/usage/completion_tokens").asInt());
    }
  }

  @Test
  void streamsTheSameAnswerInPieces() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      String whole =
          Chat.json(Chat.post(provider, Chat.ASK).body()).at("/choices/0/message/content").asText();

      HttpResponse<String> response = Chat.post(provider, Chat.ASK_STREAMED);

      List<String> events = Chat.events(response);
      StringBuilder pieces = new StringBuilder();
      for (String event : events.subList(0, events.size() - 1)) {
        pieces.append(Chat.json(event).at("/choices/0/delta/content").asText());
      }
      assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
      assertThat(pieces.toString()).isEqualTo(whole);
      assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
      JsonNode last = Chat.json(events.get(events.size() - 2));
      assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
      assertThat(last.has("usage")).isFalse();
    }
  }

  @Test
  void streamsTheUsageLastWhereItIsAskedFor() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      String ask =
          Chat.ASK_STREAMED.replace(
              "{\"stream\"", "{\"stream_options\":{\"include_usage\":true},\"stream\"");

      List<String> events = Chat.events(Chat.post(provider, ask));

      JsonNode last = Chat.json(events.get(events.size() - 2));
      assertThat(last.at("/choices").isEmpty()).isTrue();
      assertThat(last.at("/usage/completion_tokens").asInt()).isGreaterThan(0);
    }
  }

  @Test
  void rejectsAsOpenAiDoes() throws Exception {
    Policy policy = Policy.slidingWindow(1, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      HttpResponse<String> first = Chat.post(provider, Chat.ASK);
      HttpResponse<String> second = Chat.post(provider, Chat.ASK);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(Chat.header(first, "x-ratelimit-limit-requests")).isEqualTo("1");
      assertThat(Chat.header(first, "x-ratelimit-remaining-requests")).isEqualTo("0");
      assertThat(Chat.header(first, "x-ratelimit-reset-requests")).isEqualTo("1m0s");
      assertThat(second.statusCode()).isEqualTo(429);
      JsonNode error = Chat.json(second.body()).at("/error");
      assertThat(error.at("/type").asText()).isEqualTo("requests");
      assertThat(error.at("/code").asText()).isEqualTo("rate_limit_exceeded");
      assertThat(error.get("param").isNull()).isTrue();
      assertThat(error.at("/message").asText())
          .matches(
              "Rate limit reached for tiny on requests: Limit 1, Used 1, Requested 1\\."
                  + " Please try again in [0-9.ms]+\\.");
      assertThat(Chat.header(second, "Retry-After")).isEqualTo("60");
      int millis = Integer.parseInt(Chat.header(second, "retry-after-ms"));
      assertThat(millis).isAtLeast(50_000);
      assertThat(millis).isAtMost(60_000);
      assertThat(Chat.header(second, "x-ratelimit-reset-requests")).endsWith("s");
    }
  }

  @Test
  void saysNoTimeWhereThePolicyHasNone() throws Exception {
    Policy policy = nanos -> new Verdict(false, 0, 0, 0, 0);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      HttpResponse<String> answer = Chat.post(provider, Chat.ASK);

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(answer.headers().firstValue("retry-after-ms")).isEmpty();
      assertThat(answer.body()).doesNotContain("try again");
    }
  }

  @Test
  void rejectsStreamedRequestsInTheSameWay() throws Exception {
    Policy policy = Policy.slidingWindow(1, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      Chat.post(provider, Chat.ASK_STREAMED);

      HttpResponse<String> second = Chat.post(provider, Chat.ASK_STREAMED);

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(Chat.header(second, "content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void statesNoLimitWhereItHasNone() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      assertThat(Chat.post(provider, Chat.ASK).headers().firstValue("x-ratelimit-limit-requests"))
          .isEmpty();
    }
  }

  @Test
  void bodiesThatAreNoRequestsAreRefusedAndLogged() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      for (String body :
          new String[] {"", "{", "[]", "7", "{}", Chat.ASK + "}", "{\"model\":\"x\"}"}) {
        HttpResponse<String> response = Chat.post(provider, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Chat.json(response.body()).at("/error/type").asText())
            .isEqualTo("invalid_request_error");
      }
      assertThat(provider.arrivals().stream().map(Arrival::status).distinct().toList())
          .containsExactly(400);
      assertThat(provider.admittedNanos()).hasLength(0);
    }
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      URI chat = URI.create(provider.baseUrl() + "/chat/completions");
      HttpRequest wrongPath =
          HttpRequest.newBuilder(URI.create(chat + "/x"))
              .POST(BodyPublishers.ofString(Chat.ASK))
              .build();
      HttpRequest wrongMethod = HttpRequest.newBuilder(chat).GET().build();

      HttpResponse<String> notFound = Chat.CLIENT.send(wrongPath, BodyHandlers.ofString());
      HttpResponse<String> notAllowed = Chat.CLIENT.send(wrongMethod, BodyHandlers.ofString());

      assertThat(notFound.statusCode()).isEqualTo(404);
      assertThat(Chat.json(notFound.body()).has("error")).isTrue();
      assertThat(notAllowed.statusCode()).isEqualTo(405);
      assertThat(Chat.header(notAllowed, "Allow")).isEqualTo("POST");
      assertThat(provider.arrivals()).isEmpty();
    }
  }

  @Test
  void answersScriptedFailuresInOrderWithoutAskingThePolicy() throws Exception {
    Policy policy = Policy.slidingWindow(1, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      Failure own = Failure.of(529).header("Retry-After", "7").header("x-own", "yes");
      provider.failNext(Failure.overloaded(), own);
      provider.failNext(Failure.insufficientQuota());

      HttpResponse<String> overloaded = Chat.post(provider, Chat.ASK);
      HttpResponse<String> second = Chat.post(provider, Chat.ASK);
      HttpResponse<String> quota = Chat.post(provider, Chat.ASK);
      HttpResponse<String> served = Chat.post(provider, Chat.ASK);

      assertThat(overloaded.statusCode()).isEqualTo(503);
      assertThat(second.statusCode()).isEqualTo(529);
      assertThat(Chat.header(second, "Retry-After")).isEqualTo("7");
      assertThat(Chat.header(second, "x-own")).isEqualTo("yes");
      assertThat(quota.statusCode()).isEqualTo(429);
      assertThat(Chat.json(quota.body()).at("/error/code").asText())
          .isEqualTo("insufficient_quota");
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(provider.arrivals().stream().map(Arrival::status).toList())
          .containsExactly(503, 529, 429, 200)
          .inOrder();
    }
  }

  @Test
  void aScriptedFailureMayHaveNoBody() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      provider.failNext(new Failure(502, Map.of(), ""));

      HttpResponse<String> response = Chat.post(provider, Chat.ASK);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).isEmpty();
      assertThat(Chat.post(provider, Chat.ASK).statusCode()).isEqualTo(200);
    }
  }
}
