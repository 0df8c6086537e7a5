package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * LangChain4j's real model over real HTTP, against a provider that counts. The limiter is told a
 * period twice as long as the provider's: how close the two may lie is a matter of the machine, and
 * no test's; that windows are exact is proved in virtual time.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // the bodies of governed methods
final class LangChain4jCallTest {

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int THREADS = 12;
  private static final Limit LIMIT = Limit.calls(8, 2, TimeUnit.SECONDS);

  private final Timeline timeline = new Timeline(TimeSource.system());
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final LocalProvider provider =
      LocalProvider.builder()
          .policy(Policy.slidingWindow(8, PERIOD))
          .delays(
              new Delays(
                  Delays.Range.millis(0, 10),
                  Delays.Range.millis(20, 60),
                  Delays.Range.millis(0, 10),
                  1))
          .start();
  private final OpenAiChatModel model = model(provider);

  private static OpenAiChatModel model(LocalProvider provider) {
    return OpenAiChatModel.builder()
        .baseUrl(provider.baseUrl())
        .apiKey("none")
        .modelName("any")
        .maxRetries(0)
        .build();
  }

  /**
   * Opens the connections, with requests that do not count: the first ones of a process, and those
   * on a connection that is still being set up, take longer on their way than any margin.
   */
  @BeforeEach
  void connect() {
    Failure[] failures = new Failure[THREADS];
    Arrays.fill(failures, Failure.overloaded());
    provider.failNext(failures);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      answers.add(CompletableFuture.supplyAsync(this::chat, threads).exceptionally(e -> "failed"));
    }
    answers.forEach(answer -> assertThat(answer.join()).isEqualTo("failed"));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    provider.close();
  }

  @Test
  void aLimitedMethodIsNeverRejected() {
    MethodGuard guard = guard(null, LIMIT);
    List<CompletableFuture<?>> answers = new ArrayList<>();

    for (int i = 0; i < 12; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> call(guard), threads));
      answers.add(guard.start(() -> CompletableFuture.supplyAsync(this::chat, threads)));
    }
    answers.forEach(answer -> assertThat(answer.join()).isNotNull());

    assertThat(arrivals()).hasSize(24);
    assertThat(provider.admittedNanos()).hasLength(24);
    assertThat(mostInAnyPeriod()).isAtMost(8);
  }

  @Test
  void aMethodThatIsOnlyRetriedSucceedsInTheEnd() {
    RetrySettings settings =
        RetrySettings.DEFAULT.delays(200, 1000, TimeUnit.MILLISECONDS).maxAttempts(30);
    MethodGuard guard = guard(settings);
    List<CompletableFuture<?>> answers = new ArrayList<>();

    for (int i = 0; i < 6; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> call(guard), threads));
      answers.add(guard.start(() -> CompletableFuture.supplyAsync(this::chat, threads)));
    }
    answers.forEach(answer -> assertThat(answer.join()).isNotNull());

    assertThat(provider.admittedNanos()).hasLength(12);
    assertThat(arrivals().size()).isGreaterThan(12);
    assertThat(guard.limiter().snapshot().retried()).isEqualTo(arrivals().size() - 12);
  }

  @Test
  void withBothAnOverloadIsTriedAgainWithinTheLimit() {
    MethodGuard guard = guard(RetrySettings.DEFAULT.delays(10, 10, TimeUnit.MILLISECONDS), LIMIT);
    provider.failNext(Failure.overloaded(), Failure.overloaded());
    List<CompletableFuture<?>> answers = new ArrayList<>();

    for (int i = 0; i < 12; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> call(guard), threads));
    }
    answers.forEach(answer -> assertThat(answer.join()).isNotNull());

    assertThat(arrivals()).hasSize(14);
    assertThat(arrivals().stream().filter(arrival -> arrival.status() == 429)).isEmpty();
    assertThat(mostInAnyPeriod()).isAtMost(8);
  }

  /** The requests after those that opened the connections. */
  private List<Arrival> arrivals() {
    List<Arrival> all = provider.arrivals();
    return all.subList(THREADS, all.size());
  }

  private int mostInAnyPeriod() {
    long[] times = arrivals().stream().mapToLong(Arrival::nanos).toArray();
    return WindowCheck.of(times, PERIOD).largest();
  }

  private MethodGuard guard(@Nullable RetrySettings settings, Limit... limits) {
    Admission limiter = new LimiterCore("chat", Limits.of(limits).setup(Duration.ZERO), timeline);
    Retry retry = settings == null ? null : new Retry(settings, timeline);
    return MethodGuard.of(null, GovernedMethod.of("chat()", "chat", limits), limiter, retry);
  }

  private String chat() {
    return model.chat("hello");
  }

  /** Does what the advice does. */
  private String call(MethodGuard guard) {
    GuardedCall call = guard.call();
    call.admit();
    while (true) {
      try {
        return chat();
      } catch (RuntimeException failure) {
        call.retry(failure);
      }
    }
  }
}
