package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Retries on real time and over real HTTP, against a provider that keeps a log. */
@Timeout(60)
final class RetryOverHttpTest {

  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(10, 20_000, TimeUnit.MILLISECONDS);

  private final LocalProvider provider = LocalProvider.builder().start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Limiter limiter =
      Ritmo.limiter("http", Limits.of(Limit.concurrent(32)).setup(Duration.ZERO));
  private final LimitedCall call = limiter.call().retry(RETRY);

  @AfterEach
  void close() {
    Ritmo.reset();
    provider.close();
  }

  private String chat() {
    return OpenAiChatModel.builder()
        .baseUrl(provider.baseUrl())
        .apiKey("none")
        .modelName("any")
        .maxRetries(0)
        .build()
        .chat("hello");
  }

  private CompletableFuture<String> send() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response -> {
              if (response.statusCode() != 200) {
                throw new CompletionException(new StatusException(response));
              }
              return response.body();
            });
  }

  private long nanosBetween(int first, int second) {
    List<Arrival> arrivals = provider.arrivals();
    return arrivals.get(second).nanos() - arrivals.get(first).nanos();
  }

  private static Failure rejected(String retryAfter) {
    return Failure.of(429, "requests", "rate_limit_exceeded", "Too many requests.")
        .header("Retry-After", retryAfter);
  }

  @Test
  void insufficientQuotaIsSentOnce() {
    provider.failNext(Failure.insufficientQuota());

    Exception failure = assertThrows(Exception.class, () -> call.run(this::chat));

    assertThat(provider.arrivals()).hasSize(1);
    assertThat(RetryOutcome.of(failure).orElseThrow().end()).isEqualTo(End.USELESS);
    assertThat(limiter.snapshot().pausedUntil()).isNull();
  }

  @Test
  void anOverloadIsTriedAgainAndAMissingPaymentIsNot() throws Exception {
    provider.failNext(Failure.of(529));
    assertThat(call.run(this::chat)).isNotEmpty();
    assertThat(provider.arrivals()).hasSize(2);

    provider.failNext(Failure.of(402));
    Exception failure = assertThrows(Exception.class, () -> call.run(this::chat));

    assertThat(provider.arrivals()).hasSize(3);
    assertThat(RetryOutcome.of(failure).orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void aRetryAfterOfSevenSecondsIsKept() {
    provider.failNext(rejected("7"));
    long begin = System.nanoTime();
    CompletableFuture<Long> machine =
        CompletableFuture.supplyAsync(
            () -> System.nanoTime() - begin,
            CompletableFuture.delayedExecutor(7, TimeUnit.SECONDS));

    assertThat(call.runAsync(this::send).join()).isNotEmpty();

    long waited = TimeUnit.NANOSECONDS.toMillis(nanosBetween(0, 1));
    assertThat(waited).isAtLeast(7000);
    long onTime = Math.max(7000, TimeUnit.NANOSECONDS.toMillis(machine.join()));
    assertThat(waited).isAtMost(onTime + 50 + 500); // the margin, and the way on a busy machine
  }

  @Test
  void aBurstOf32With20RejectedCostsOnePause() {
    Failure[] failures = new Failure[20];
    Arrays.fill(failures, rejected("1"));
    provider.failNext(failures);
    CompletableFuture<Void> allAdmitted = new CompletableFuture<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      answers.add(call.runAsync(() -> allAdmitted.thenCompose(start -> send())));
    }
    allAdmitted.complete(null); // however slow the machine is, they are one burst
    answers.forEach(answer -> assertThat(answer.join()).isNotEmpty());

    assertThat(provider.arrivals()).hasSize(52);
    assertThat(limiter.snapshot().pauses()).isEqualTo(1);
    assertThat(limiter.snapshot().retried()).isEqualTo(20);
    assertThat(TimeUnit.NANOSECONDS.toMillis(nanosBetween(0, 32))).isAtLeast(1000);
  }

  @Test
  void aCancelledFutureStopsWaitingAndSendsNothingMore() {
    provider.failNext(rejected("1"));
    CompletableFuture<String> cancelled = call.runAsync(this::send);
    while (limiter.snapshot().waiting() == 0) {
      Thread.onSpinWait();
    }

    assertThat(cancelled.cancel(true)).isTrue();

    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(0);
    assertThat(call.runAsync(this::send).join()).isNotEmpty(); // which waits for the pause to end
    assertThat(nanosBetween(0, 1)).isAtLeast(1_000_000_000);
    assertThat(provider.arrivals()).hasSize(2);
  }

  /** What a program throws that speaks HTTP itself. */
  static final class StatusException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final transient HttpResponse<String> response;

    StatusException(HttpResponse<String> response) {
      super("status " + response.statusCode());
      this.response = response;
    }

    public int statusCode() {
      return response.statusCode();
    }

    public HttpHeaders headers() {
      return response.headers();
    }
  }
}
