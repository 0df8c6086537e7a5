package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.langchain4j.http.RawProvider.completion;
import static dev.ritmo.langchain4j.http.RawProvider.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.langchain4j.internal.RefusedRequestException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LangChain4j's own retries send several requests within one of a model. */
@Timeout(60)
final class InnerRetriesTest {

  private static final RitmoHttpClientBuilder CLIENT = RitmoHttpClient.builder();
  private static final Limit HUNDRED = Limit.calls(100, 60, SECONDS);

  private final LogLines log = new LogLines();

  @AfterEach
  void reset() {
    log.close();
    Ritmo.reset();
  }

  private static OpenAiChatModel retrying(RawProvider provider) {
    return Models.openAi(provider.url(), CLIENT, 2);
  }

  private static String chat(Limiter limiter, OpenAiChatModel model) {
    try (Permit permit = limiter.call().maxWait(Duration.ofSeconds(5)).acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      String answer = model.chat("hi");
      assertThat(scope.permit()).isNotNull();
      return answer;
    } catch (RuntimeException failure) {
      throw CurrentRequest.unwrapped(failure);
    }
  }

  @Test
  void eachRequestTakesAPermitAndOneLineSaysWhatToChange() {
    Limiter limiter = Ritmo.limiter("each", Limits.of(HUNDRED));
    try (RawProvider provider =
        RawProvider.answering(
            json(500, "{}"), json(500, "{}"), completion(), json(500, "{}"), completion())) {
      assertThat(chat(limiter, retrying(provider))).isEqualTo("hello");
      assertThat(chat(limiter, retrying(provider))).isEqualTo("hello");

      assertThat(provider.requests()).hasSize(5);
      assertThat(limiter.snapshot().admitted()).isEqualTo(5);
      List<String> warnings = log.containing("LangChain4j's own retries");
      assertThat(warnings).hasSize(1);
      assertThat(warnings.get(0))
          .startsWith(
              "Limiter \"each\": LangChain4j's own retries have sent a failed request again.");
      assertThat(warnings.get(0)).endsWith("Fix: .maxRetries(0) on the builder of the model.");
    }
  }

  @Test
  void aStatedTimeIsKeptByLangChain4jsOwnRetries() {
    Limiter limiter = Ritmo.limiter("stated", Limits.of(HUNDRED));
    try (RawProvider provider =
        RawProvider.answering(json(429, "{}", "retry-after-ms", "2000"), completion())) {
      assertThat(chat(limiter, retrying(provider))).isEqualTo("hello");

      List<RawProvider.Request> sent = provider.requests();
      assertThat(sent.get(1).nanos() - sent.get(0).nanos()).isAtLeast(2_000_000_000L);
    }
  }

  @Test
  void oneSlotIsEnough() {
    Limiter limiter = Ritmo.limiter("slot", Limits.of(Limit.concurrent(1)));
    try (RawProvider provider = RawProvider.answering(json(500, "{}"), completion())) {
      assertThat(chat(limiter, retrying(provider))).isEqualTo("hello");
      assertThat(chat(limiter, retrying(provider))).isEqualTo("hello");

      assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(0);
    }
  }

  @Test
  void aRefusalSurfacesAtOnceAndIsNotTriedAgain() {
    Limiter limiter = Ritmo.limiter("refused", Limits.of(Limit.calls(1, 1000, SECONDS)));
    try (RawProvider provider = RawProvider.answering(json(500, "{}"))) {
      RateLimitExceededException refusal =
          assertThrows(RateLimitExceededException.class, () -> chat(limiter, retrying(provider)));

      assertThat(refusal.limiterName()).isEqualTo("refused");
      assertThat(provider.requests()).hasSize(1);
      assertThat(limiter.snapshot().refused()).isEqualTo(1);
    }
  }

  @Test
  void aBatchIsNoRetryButEachRequestTakesAPermit() {
    Limiter limiter = Ritmo.limiter("batch", Limits.of(HUNDRED));
    OpenAiChatModel model;
    try (RawProvider provider = RawProvider.answering(completion());
        Permit permit = limiter.call().acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      model = retrying(provider);
      assertThat(model.chat("one")).isEqualTo("hello");
      assertThat(model.chat("two")).isEqualTo("hello");

      assertThat(scope.permit()).isNotSameInstanceAs(permit);
      assertThat(limiter.snapshot().admitted()).isEqualTo(2);
      assertThat(log.containing("retries")).isEmpty();
    }
  }

  @Test
  void aScopeWithinAScopeHidesTheOuterOne() {
    Limiter outer = Ritmo.limiter("outer", Limits.of(HUNDRED));
    Limiter inner = Ritmo.limiter("inner", Limits.of(HUNDRED));
    try (RawProvider provider = RawProvider.answering(completion())) {
      OpenAiChatModel model = retrying(provider);
      try (Permit permit = outer.call().acquire();
          CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
        assertThat(chat(inner, model)).isEqualTo("hello");
        assertThat(model.chat("hi")).isEqualTo("hello");
        assertThat(scope.permit()).isSameInstanceAs(permit);
      }
      assertThat(CurrentRequest.current()).isNull();
      assertThat(outer.snapshot().admitted()).isEqualTo(1);
      assertThat(inner.snapshot().admitted()).isEqualTo(1);
    }
  }

  @Test
  void aRefusalWithinCausesIsFound() {
    RateLimitExceededException refusal =
        new RateLimitExceededException("l", null, Duration.ofSeconds(1));
    RuntimeException other = new IllegalStateException("other");

    assertThat(
            CurrentRequest.unwrapped(
                new IllegalStateException(new RefusedRequestException(refusal))))
        .isSameInstanceAs(refusal);
    assertThat(CurrentRequest.unwrapped(other)).isSameInstanceAs(other);
  }
}
