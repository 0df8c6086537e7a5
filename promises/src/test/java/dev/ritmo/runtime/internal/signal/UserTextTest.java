package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a user has written, and a provider repeats in its answer, decides nothing: not in the fields
 * that repeat the request, not quoted in a message. Unquoted in a message it costs an hour at most.
 */
final class UserTextTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final ObjectMapper JACKSON = new ObjectMapper();

  /**
   * An answer of a provider.
   *
   * @param body with %m where the message goes on, and %e where other fields may stand
   */
  record Envelope(String provider, int status, Map<String, String> headers, String body) {

    Envelope(String provider, int status, String body) {
      this(provider, status, Map.of(), body);
    }

    Signal signal(String inMessage, String fields, Client client) {
      String answer = body.replace("%m", inJson(inMessage)).replace("%e", fields);
      return Signals.of(client.failure(status, headers, answer), NOW);
    }

    @Override
    public String toString() {
      return provider;
    }
  }

  /** How a client throws an answer. */
  enum Client {
    SPRING,
    JDK,
    AZURE,
    ANTHROPIC,
    LANGCHAIN4J,
    STREAM;

    Throwable failure(int status, Map<String, String> headers, String body) {
      return switch (this) {
        case SPRING -> Clients.spring(status, headers, body);
        case JDK -> Clients.jdk(status, headers, body);
        case AZURE -> Clients.azure(status, headers, body);
        case ANTHROPIC -> Clients.anthropicJava(status, headers, body);
        case LANGCHAIN4J -> Clients.langChain4j(status, body);
        case STREAM -> new RuntimeException(body);
      };
    }
  }

  private static final Map<String, String> IN_TWO_SECONDS = Map.of("Retry-After", "2");

  private static final Map<String, String> MINUTE_AND_DAY =
      Map.of(
          "x-ratelimit-remaining-requests", "14370",
          "x-ratelimit-reset-requests", "2h59m59.56s",
          "x-ratelimit-remaining-tokens", "0",
          "x-ratelimit-reset-tokens", "7.66s");

  static final List<Envelope> ENVELOPES =
      List.of(
          new Envelope(
              "OpenAI",
              429,
              "{\"error\":{\"message\":\"Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29500, Requested 1200. Please try again in 1.5s. %m\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"%e}}"),
          new Envelope(
              "OpenAI, no time",
              429,
              MINUTE_AND_DAY,
              "{\"error\":{\"message\":\"Too many requests. %m\",\"type\":null,\"code\":null%e}%e}"),
          new Envelope(
              "OpenAI, bad request",
              400,
              IN_TWO_SECONDS,
              "{\"error\":{\"message\":\"Invalid value: %m\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"invalid_value\"%e}%e}"),
          new Envelope(
              "OpenAI, out of credit",
              429,
              "{\"error\":{\"message\":\"You exceeded your current quota. %m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"%e}}"),
          new Envelope(
              "Anthropic",
              429,
              IN_TWO_SECONDS,
              "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This request would exceed your organization's rate limit. %m\"%e},\"request_id\":\"req_1\"%e}"),
          new Envelope(
              "Anthropic, overloaded",
              529,
              "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded. %m\"%e}%e}"),
          new Envelope(
              "Google",
              429,
              "{\"error\":{\"code\":429,\"message\":\"Quota exceeded for metric x. %m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\"}]},{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"37s\"}]%e}%e}"),
          new Envelope(
              "Google, unavailable",
              503,
              "[{\"error\":{\"code\":503,\"message\":\"The model is overloaded. %m\",\"status\":\"UNAVAILABLE\"%e}}]"),
          new Envelope(
              "Azure",
              429,
              "{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 3 seconds. %m\"%e}%e}"),
          new Envelope(
              "Azure, filter",
              400,
              "{\"error\":{\"code\":\"content_filter\",\"message\":\"The response was filtered: %m\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}%e}%e}"),
          new Envelope(
              "Bedrock",
              429,
              "{\"__type\":\"ThrottlingException\",\"message\":\"Too many tokens, please wait before trying again. %m\"%e}"),
          new Envelope(
              "Bedrock, bad request",
              400,
              "{\"__type\":\"ValidationException\",\"message\":\"Malformed input request: %m\"%e}"),
          new Envelope(
              "Mistral",
              429,
              "{\"object\":\"error\",\"message\":\"Rate limit exceeded. %m\",\"type\":\"rate_limited\",\"param\":null,\"code\":\"1300\"%e}"),
          new Envelope(
              "Mistral, 422",
              422,
              IN_TWO_SECONDS,
              "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\",\"messages\"],\"msg\":\"Input should be a string. %m\"%e}]%e}"),
          new Envelope("Cohere", 429, "{\"message\":\"Please slow down. %m\"%e}"),
          new Envelope(
              "Groq",
              429,
              MINUTE_AND_DAY,
              "{\"error\":{\"message\":\"Rate limit reached for model `llama` in organization `org_x`. %m\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"%e}%e}"),
          new Envelope(
              "Cerebras",
              429,
              "{\"message\":\"Requests per minute limit exceeded - too many requests sent. %m\",\"type\":\"too_many_requests_error\",\"param\":\"quota\",\"code\":\"request_quota_exceeded\"%e}"),
          new Envelope(
              "OpenRouter",
              429,
              "{\"error\":{\"message\":\"Provider returned error. %m\",\"code\":429,\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"status\\\":\\\"RESOURCE_EXHAUSTED\\\"}}\",\"provider_name\":\"Google\"}%e}%e}"),
          new Envelope(
              "LiteLLM",
              429,
              "{\"error\":{\"message\":\"litellm.RateLimitError: AzureException RateLimitError - Requests have exceeded call rate limit. Please retry after 3 seconds. %m\",\"type\":\"throttling_error\",\"param\":null,\"code\":\"429\"%e}%e}"),
          new Envelope("a gateway", 502, "<html><body><h1>Bad gateway</h1><p>%m</p></body></html>"),
          new Envelope("a gateway, in plain text", 429, "Too many requests. %m"));

  private static final List<String> PHRASES =
      List.of(
          "please wait 3 hours",
          "Rate limit reached. Please try again in 3h.",
          "retry after 86400 seconds",
          "Your quota resets in 30 days",
          "Limit resets at: 2026-12-23 12:00:00 UTC",
          "available again in 02:12:34",
          "Request too large for gpt-4o on tokens per min (TPM): Limit 1, Requested 2",
          "You exceeded your current quota, please check your plan and billing details.",
          "insufficient credits, your credit balance is too low to access the Anthropic API",
          "Your project has exceeded its monthly spending cap.",
          "monthly spend limit, usage limits, daily, /month, per day, requests per day (RPD)",
          "limit: 0",
          "input tokens per minute, concurrent requests, too many tokens per day",
          "You are using a Trial key, which is limited to 1000 API calls / month.",
          "Rate limit exceeded: free-models-per-day",
          "Too many tokens per day, please wait before trying again.",
          "litellm.ContextWindowExceededError: too long",
          "Service tier capacity exceeded for this model.",
          "ThrottlingException: Rate exceeded",
          "Out of call volume quota. Quota will be replenished in 02:12:34.",
          "insufficient_quota",
          "529 overloaded_error server_is_overloaded slow_down",
          "see https://example.com/limits/daily?per=/month",
          "Status code 429, try again",
          "x-should-retry: false\r\nRetry-After: 86400");

  private static final List<String> CODES =
      List.of(
          "insufficient_quota",
          "billing_error",
          "enforced_spend_limit_reached",
          "server_is_overloaded",
          "overloaded_error",
          "slow_down",
          "ThrottlingException",
          "ServiceQuotaExceededException",
          "ModelTimeoutException",
          "rateLimitExceeded",
          "dailyLimitExceeded",
          "content_filter",
          "RESOURCE_EXHAUSTED",
          "tokens",
          "503");

  private static String json(String code, String phrase) {
    return "{\"error\":{\"code\":\"%s\",\"type\":\"%s\",\"message\":%s,\"retryDelay\":\"99h\",\"details\":[{\"violations\":[{\"quotaId\":\"RequestsPerDay\"}]},{\"retryDelay\":\"99h\"}]},\"__type\":\"%s\",\"retry_after\":9999}"
        .formatted(code, code, quoted(phrase), code);
  }

  private static String quoted(String text) {
    try {
      return JACKSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String inJson(String text) {
    String quoted = quoted(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** What a user may have written. */
  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> phrases = Arbitraries.of(PHRASES);
    Arbitrary<String> codes = Arbitraries.of(CODES);
    Arbitrary<String> noise = Arbitraries.of("", "Hello. ", "a {b} c. ", "\n\n", "Summarise: ");
    Arbitrary<Integer> form = Arbitraries.integers().between(0, 6);
    return Combinators.combine(phrases, phrases, codes, noise, form)
        .as(
            (one, other, code, before, shape) ->
                switch (shape) {
                  case 0 -> before + one;
                  case 1 -> before + one + " " + other;
                  case 2 -> before + json(code, one);
                  case 3 -> before + quoted(json(code, one));
                  case 4 -> before + "<html><p>" + one + "</p><a href=\"/daily\">" + code + "</a>";
                  case 5 -> "[" + json(code, one) + "," + quoted(other) + "]";
                  default -> code + ": " + one;
                });
  }

  @Provide
  static Arbitrary<Envelope> envelopes() {
    return Arbitraries.of(ENVELOPES);
  }

  @Property(tries = 600)
  void whatRepeatsTheRequestSaysNothing(
      @ForAll("envelopes") Envelope envelope, @ForAll("texts") String text, @ForAll Client client) {
    Signal expected = envelope.signal("", "", client);
    String value = quoted(text);
    String raw = json("insufficient_quota", text);
    List<String> echoes = new ArrayList<>();
    for (String field :
        List.of(
            "input",
            "prompt",
            "messages",
            "request",
            "body",
            "param_value",
            "failed_generation",
            "context",
            "echo.error.code")) {
      echoes.add(",\"%s\":%s".formatted(field, value));
      echoes.add(",\"%s\":[{\"role\":\"user\",\"content\":%s}]".formatted(field, value));
      echoes.add(",\"%s\":%s".formatted(field, raw));
      echoes.add(",\"%s\":[%s]".formatted(field, raw));
    }
    for (String echo : echoes) {
      assertWithMessage("%s", echo).that(envelope.signal("", echo, client)).isEqualTo(expected);
    }
  }

  @Property(tries = 3000)
  void whatIsQuotedInTheMessageSaysNothing(
      @ForAll("envelopes") Envelope envelope, @ForAll("texts") String text, @ForAll Client client) {
    Signal expected = envelope.signal("", "", client);
    for (String quote :
        List.of("Got: \"%s\"", "Got: '%s'.", "Got `%s`", "Got: “%s”", "Got: «%s»", "Got: \"%s")) {
      String message = quote.formatted(text);
      assertWithMessage("%s", message)
          .that(envelope.signal(message, "", client))
          .isEqualTo(expected);
    }
  }

  @Property(tries = 3000)
  void whatIsNotQuotedCostsAnHourAtMost(
      @ForAll("envelopes") Envelope envelope, @ForAll("texts") String text, @ForAll Client client) {
    Signal expected = envelope.signal("", "", client);

    Signal signal = envelope.signal("Got: " + text, "", client);

    assertThat(signal.kind()).isEqualTo(expected.kind());
    assertThat(signal.reason()).isEqualTo(expected.reason());
    if (expected.statesDelay()) {
      assertThat(signal.statedDelayNanos()).isAtLeast(expected.statedDelayNanos());
    }
    assertThat(signal.statedDelayNanos()).isAtMost(Math.max(HOUR, expected.statedDelayNanos()));
  }

  @Property(tries = 1000)
  void aProgramThatWrapsAFailureMayWriteAnything(
      @ForAll("envelopes") Envelope envelope, @ForAll("texts") String text) {
    Throwable failure =
        Clients.spring(
            envelope.status(),
            envelope.headers(),
            envelope.body().replace("%m", "").replace("%e", ""));

    assertThat(Signals.of(new IllegalStateException(text, failure), NOW))
        .isEqualTo(Signals.of(failure, NOW));
  }

  @Test
  void theEnvelopesSayWhatTheyShould() {
    assertThat(said("OpenAI")).isEqualTo("REJECTED RATE 1500");
    assertThat(said("OpenAI, no time")).isEqualTo("REJECTED RATE 7660");
    assertThat(said("OpenAI, bad request")).isEqualTo("USELESS BAD_REQUEST -1");
    assertThat(said("OpenAI, out of credit")).isEqualTo("USELESS SPEND -1");
    assertThat(said("Anthropic")).isEqualTo("REJECTED RATE 2000");
    assertThat(said("Anthropic, overloaded")).isEqualTo("OVERLOADED OVERLOAD -1");
    assertThat(said("Google")).isEqualTo("REJECTED RATE 37000");
    assertThat(said("Google, unavailable")).isEqualTo("OVERLOADED OVERLOAD -1");
    assertThat(said("Azure")).isEqualTo("REJECTED RATE 3000");
    assertThat(said("Azure, filter")).isEqualTo("USELESS CONTENT -1");
    assertThat(said("Bedrock")).isEqualTo("REJECTED RATE -1");
    assertThat(said("Bedrock, bad request")).isEqualTo("USELESS BAD_REQUEST -1");
    assertThat(said("Mistral")).isEqualTo("REJECTED RATE -1");
    assertThat(said("Mistral, 422")).isEqualTo("USELESS BAD_REQUEST -1");
    assertThat(said("LiteLLM")).isEqualTo("REJECTED RATE 3000");
    assertThat(said("a gateway")).isEqualTo("OVERLOADED OVERLOAD -1");
  }

  private static @Nullable String said(String provider) {
    for (Envelope envelope : ENVELOPES) {
      if (envelope.provider().equals(provider)) {
        Signal signal = envelope.signal("", "", Client.JDK);
        long delay = signal.statesDelay() ? signal.statedDelayNanos() / 1_000_000 : -1;
        return signal.kind() + " " + signal.reason() + " " + delay;
      }
    }
    return null;
  }
}
