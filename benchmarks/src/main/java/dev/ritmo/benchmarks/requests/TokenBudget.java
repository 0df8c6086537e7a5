package dev.ritmo.benchmarks.requests;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Answers;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.TokenPolicy;
import dev.ritmo.testkit.Verdict;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Answers of different sizes under a limit of tokens, blocking and streamed. */
final class TokenBudget {

  private static final int REQUESTS = 200;
  private static final int THREADS = 16;
  private static final int LIMIT = 8_000;
  private static final Duration PERIOD = Duration.ofSeconds(4);
  private static final int MOST = 400;

  private TokenBudget() {}

  static Requests.Outcome run(boolean streams) throws Exception {
    Ritmo.reset();
    Limiter limiter =
        Ritmo.limiter("tokens", Limit.tokens(LIMIT, PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    LimitedCall any = limiter.call().waitForever().retry(RetrySettings.DEFAULT);
    try (LocalProvider provider =
        LocalProvider.builder()
            .tokens(TokenPolicy.slidingWindow(LIMIT, PERIOD))
            .answers(Answers.logNormal(120, 0.7, 1))
            .start()) {
      List<Callable<?>> all = new ArrayList<>();
      Asker asker = streams ? streaming(provider, any) : blocking(provider, any);
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < REQUESTS; i++) {
        String prompt = "word ".repeat(20 + random.nextInt(200));
        all.add(() -> asker.ask(prompt));
      }
      Duration start = provider.uptime();
      Duration time = Callers.run(THREADS, all);
      List<Arrival> arrivals = provider.arrivals();
      List<Arrival> served = arrivals.stream().filter(Arrival::admitted).toList();
      Duration best = optimum(served, start);
      long here = limiter.snapshot().states().get(0).used();
      long now = provider.uptime().toNanos();
      int there =
          served.stream()
              .filter(one -> one.sinceStart().toNanos() > now - PERIOD.toNanos())
              .mapToInt(Arrival::used)
              .sum();
      return new Requests.Outcome(
          streams ? "tokens, streamed" : "tokens, blocking",
          arrivals.size(),
          arrivals.size() - served.size(),
          WindowCheck.ofTokens(served, PERIOD).largest(),
          LIMIT,
          (double) time.toNanos() / best.toNanos(),
          "in the last period: %d here, %d at the provider".formatted(here, there));
    }
  }

  /**
   * The shortest time of a client that reserves what each request may use, as long as it does not
   * know what it will use, and that settles at once.
   */
  private static Duration optimum(List<Arrival> served, Duration start) {
    TokenPolicy policy = TokenPolicy.slidingWindow(LIMIT, PERIOD);
    long time = start.toNanos();
    for (Arrival one : served) {
      Verdict verdict = policy.reserve(time, one.reserved());
      while (!verdict.admitted()) {
        time += verdict.retryAfterNanos();
        verdict = policy.reserve(time, one.reserved());
      }
      policy.settle(time, time, one.reserved(), one.used());
    }
    return Duration.ofNanos(time).minus(start);
  }

  /** Sends one request, and waits for its answer. */
  private interface Asker {
    String ask(String prompt) throws Exception;
  }

  private static Asker blocking(LocalProvider provider, LimitedCall any) {
    ChatModel model =
        RitmoModels.limit(
            OpenAiChatModel.builder()
                .httpClientBuilder(RitmoHttpClient.builder())
                .baseUrl(provider.baseUrl())
                .apiKey("any")
                .modelName("local")
                .maxTokens(MOST)
                .maxRetries(0)
                .build(),
            any);
    return model::chat;
  }

  private static Asker streaming(LocalProvider provider, LimitedCall any) {
    StreamingChatModel model =
        RitmoModels.limit(
            OpenAiStreamingChatModel.builder()
                .httpClientBuilder(RitmoHttpClient.builder())
                .baseUrl(provider.baseUrl())
                .apiKey("any")
                .modelName("local")
                .maxTokens(MOST)
                .build(),
            any);
    return prompt -> {
      CompletableFuture<String> answer = new CompletableFuture<>();
      model.chat(
          prompt,
          new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
              answer.complete(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable failure) {
              answer.completeExceptionally(failure);
            }
          });
      return answer.get();
    };
  }
}
