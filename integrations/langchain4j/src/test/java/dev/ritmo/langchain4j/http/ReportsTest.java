package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.langchain4j.http.RawProvider.completion;
import static dev.ritmo.langchain4j.http.RawProvider.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which limiter hears what answers say of limits. */
@Timeout(30)
final class ReportsTest {

  private static final String[] SIX_LEFT_OF_TEN = {
    "x-ratelimit-limit-requests", "10",
    "x-ratelimit-remaining-requests", "6",
    "x-ratelimit-reset-requests", "30s"
  };

  private static final RitmoHttpClientBuilder CLIENT = RitmoHttpClient.builder();

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private static Limiter ten(String name) {
    return Ritmo.limiter(name, Limits.of(Limit.calls(10, 60, SECONDS)));
  }

  private static long used(Limiter limiter) {
    return limiter.snapshot().states().stream().mapToLong(LimitState::used).sum();
  }

  @Test
  void aSuccessReportsToThePermitOfTheRequest() {
    Limiter limiter = ten("enclosing");
    Limiter other = ten("other");
    try (RawProvider provider = RawProvider.answering(completion(SIX_LEFT_OF_TEN));
        Permit permit = limiter.call().acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      assertThat(Models.openAi(provider.url(), CLIENT.limiter(other)).chat("hi"))
          .isEqualTo("hello");

      assertThat(scope.permit()).isSameInstanceAs(permit);
      assertThat(used(limiter)).isEqualTo(4);
      assertThat(used(other)).isEqualTo(0);
    }
  }

  @Test
  void anErrorReportsToo() {
    Limiter limiter = ten("errors");
    try (RawProvider provider = RawProvider.answering(json(500, "{}", SIX_LEFT_OF_TEN));
        Permit permit = limiter.call().acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      assertThrows(RuntimeException.class, () -> Models.openAi(provider.url(), CLIENT).chat("hi"));

      assertThat(scope.permit()).isSameInstanceAs(permit);
      assertThat(used(limiter)).isEqualTo(4);
    }
  }

  @Test
  void aStreamReportsToThePermitOfTheThreadThatStartedIt() throws Exception {
    Limiter limiter = ten("streams");
    try (RawProvider provider =
            RawProvider.answering(
                RawProvider.of(200, "text/event-stream", "data: a\n\n", SIX_LEFT_OF_TEN));
        Permit permit = limiter.call().acquire()) {
      Heard heard = new Heard();
      try (CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
        CLIENT.build().execute(Models.post(provider.url(), "{}"), heard);
        assertThat(scope.permit()).isSameInstanceAs(permit);
      }

      assertThat(heard.end()).isNull();
      assertThat(used(limiter)).isEqualTo(4);
    }
  }

  @Test
  void aRequestOnAnotherThreadDoesNotReportToAForeignPermit() {
    Limiter limiter = ten("threads");
    try (RawProvider provider = RawProvider.answering(completion(SIX_LEFT_OF_TEN));
        Permit permit = limiter.call().acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      var model = Models.openAi(provider.url(), CLIENT);
      assertThat(CompletableFuture.supplyAsync(() -> model.chat("hi")).join()).isEqualTo("hello");

      assertThat(scope.permit()).isSameInstanceAs(permit);
      assertThat(used(limiter)).isEqualTo(1);
    }
  }

  @Test
  void withoutALimitedModelTheLimiterOfTheClientHears() {
    Limiter limiter = ten("named");
    try (RawProvider provider = RawProvider.answering(completion(SIX_LEFT_OF_TEN))) {
      assertThat(Models.openAi(provider.url(), CLIENT.limiter("named")).chat("hi"))
          .isEqualTo("hello");

      assertThat(used(limiter)).isEqualTo(4);
    }
  }

  @Test
  void withoutAnyLimiterNothingIsReported() {
    Limiter limiter = ten("none");
    try (RawProvider provider = RawProvider.answering(completion(SIX_LEFT_OF_TEN))) {
      assertThat(Models.openAi(provider.url(), CLIENT).chat("hi")).isEqualTo("hello");

      assertThat(used(limiter)).isEqualTo(0);
    }
  }

  @Test
  void aNameThatNoLimiterHasFailsBeforeTheRequest() {
    try (RawProvider provider = RawProvider.answering(completion())) {
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () -> Models.openAi(provider.url(), CLIENT.limiter("nameless")).chat("hi"));

      assertThat(failure).hasMessageThat().contains("Limiter \"nameless\" must be declared");
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void oneClientServesTwoModelsOfTwoAccountsBehindOneHost() {
    Limiter one = ten("one");
    Limiter two = ten("two");
    try (RawProvider provider = RawProvider.answering(completion(SIX_LEFT_OF_TEN), completion())) {
      var first = Models.openAi(provider.url(), CLIENT);
      var second = Models.openAi(provider.url(), CLIENT);
      try (Permit permit = one.call().acquire();
          CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
        assertThat(first.chat("hi")).isEqualTo("hello");
        assertThat(scope.permit()).isSameInstanceAs(permit);
      }
      try (Permit permit = two.call().acquire();
          CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
        assertThat(second.chat("hi")).isEqualTo("hello");
        assertThat(scope.permit()).isSameInstanceAs(permit);
      }

      assertThat(used(one)).isEqualTo(4);
      assertThat(used(two)).isEqualTo(1);
    }
  }

  @Test
  void headersOfTheWorstKindBreakNothing() {
    Limiter limiter = ten("hostile");
    String[] hostile = new String[100];
    for (int i = 0; i < hostile.length; i += 2) {
      hostile[i] = i % 4 == 0 ? "x-ratelimit-limit-requests" : "x-ratelimit-remaining-requests";
      hostile[i + 1] = i % 8 < 4 ? "-" + i : "9".repeat(4000);
    }
    try (RawProvider provider = RawProvider.answering(completion(hostile));
        Permit permit = limiter.call().acquire();
        CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      assertThat(Models.openAi(provider.url(), CLIENT).chat("hi")).isEqualTo("hello");

      assertThat(scope.permit()).isSameInstanceAs(permit);
      assertThat(used(limiter)).isEqualTo(1);
    }
  }
}
