package dev.ritmo.samples.accounts;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sends a batch through three accounts of different size, 10, 20 and 30 requests per 2 seconds, as
 * through one model. Each request goes where it can start first.
 */
public final class Accounts {

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Map<String, Integer> SIZES = Map.of("small", 10, "medium", 20, "large", 30);
  private static final int REQUESTS = 180;
  private static final int THREADS = 40;

  private Accounts() {}

  /**
   * What has happened.
   *
   * @param served the requests that each account has served
   */
  record Outcome(int answers, int rejected, Map<String, Long> served, Duration time) {

    /** A third of the batch goes out at once, and a third each period. */
    boolean isClean() {
      return answers == REQUESTS && rejected == 0;
    }
  }

  /** Prints what has happened; exits with 1 if a request was rejected or lost. */
  public static void main(String[] args) throws Exception {
    Outcome outcome = run();
    System.out.printf(
        "%d answers in %.1f seconds, %d rejected; served by account: %s%n",
        outcome.answers(), outcome.time().toMillis() / 1e3, outcome.rejected(), outcome.served());
    System.exit(outcome.isClean() ? 0 : 1);
  }

  static Outcome run() throws InterruptedException, ExecutionException {
    LocalProvider.Builder builder = LocalProvider.builder();
    SIZES.forEach((name, calls) -> builder.account(name, Policy.slidingWindow(calls, PERIOD)));
    try (LocalProvider provider = builder.start()) {
      SIZES.forEach((name, calls) -> Ritmo.limiter(name, Limit.calls(calls, 2, TimeUnit.SECONDS)));
      ChatModel model =
          RitmoModels.pool()
              .member("small", account(provider, "small"), "small")
              .member("medium", account(provider, "medium"), "medium")
              .member("large", account(provider, "large"), "large")
              .build();
      long start = System.nanoTime();
      int answers = send(() -> model.chat("Say that all is well."));
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      List<Arrival> arrivals = provider.arrivals();
      Map<String, Long> served =
          arrivals.stream()
              .filter(Arrival::admitted)
              .collect(
                  Collectors.groupingBy(Arrival::account, TreeMap::new, Collectors.counting()));
      int rejected = (int) arrivals.stream().filter(one -> !one.admitted()).count();
      return new Outcome(answers, rejected, served, time);
    }
  }

  private static ChatModel account(LocalProvider provider, String key) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(RitmoHttpClient.builder())
        .baseUrl(provider.baseUrl())
        .apiKey(key)
        .modelName("local")
        .maxRetries(0) // retries are Ritmo's
        .build();
  }

  private static int send(Callable<String> request)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> running = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        running.add(threads.submit(request));
      }
      int answers = 0;
      for (Future<String> one : running) {
        answers += one.get().isEmpty() ? 0 : 1;
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }
}
