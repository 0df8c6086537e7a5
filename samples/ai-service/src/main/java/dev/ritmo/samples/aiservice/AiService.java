package dev.ritmo.samples.aiservice;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.Answers;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Six users ask an AI service at once, and a seventh has an answer streamed, under a limit of 10
 * requests per 2 seconds. Each question needs three rounds of a tool, so four requests.
 */
public final class AiService {

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int CALLS = 10;
  private static final int ROUNDS = 3;
  private static final int USERS = 6;

  private AiService() {}

  /** What has happened. */
  record Outcome(List<String> answers, int requests, int rejected, long mostInPeriod, int lookups) {

    boolean isClean() {
      boolean areAllRight = requests - rejected == (USERS + 1) * (ROUNDS + 1);
      return areAllRight && rejected == 1 && mostInPeriod <= CALLS && lookups == (USERS + 1) * ROUNDS;
    }
  }

  /** Prints what has happened; exits with 1 if the limit was exceeded, or a tool has run twice. */
  public static void main(String[] args) throws Exception {
    Ritmo.verify();
    Outcome outcome = run();
    outcome.answers().forEach(System.out::println);
    System.out.printf(
        "%d requests, %d rejected (by intention), at most %d in any 2 seconds; the tool ran %d times.%n",
        outcome.requests(), outcome.rejected(), outcome.mostInPeriod(), outcome.lookups());
    System.exit(outcome.isClean() ? 0 : 1);
  }

  static Outcome run() throws InterruptedException, ExecutionException {
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(CALLS, PERIOD))
            .answers(Answers.toolRounds(ROUNDS, "temperature", "{\"city\": \"Rome\"}"))
            .start()) {
      Weather weather = new Weather();
      Assistant assistant = assistant(provider, weather);
      provider.failNext(Failure.of(429).header("retry-after-ms", "100")); // one stray rejection
      List<String> answers = askAll(assistant);
      List<Arrival> arrivals = provider.arrivals();
      int rejected = (int) arrivals.stream().filter(one -> !one.admitted()).count();
      return new Outcome(
          answers,
          arrivals.size(),
          rejected,
          WindowCheck.of(provider.admittedNanos(), PERIOD).largest(),
          weather.lookups());
    }
  }

  private static Assistant assistant(LocalProvider provider, Weather weather) {
    return AiServices.builder(Assistant.class)
        .chatModel(
            RitmoModels.limit(
                OpenAiChatModel.builder()
                    .httpClientBuilder(RitmoHttpClient.builder())
                    .baseUrl(provider.baseUrl())
                    .apiKey("any")
                    .modelName("local")
                    .maxRetries(0) // retries are Ritmo's
                    .build(),
                "openai"))
        .streamingChatModel(
            RitmoModels.limit(
                OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(RitmoHttpClient.builder())
                    .baseUrl(provider.baseUrl())
                    .apiKey("any")
                    .modelName("local")
                    .build(),
                "openai"))
        .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(20))
        .tools(weather)
        .build();
  }

  private static List<String> askAll(Assistant assistant)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(USERS);
    try {
      List<Future<String>> running = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        String user = "user " + i;
        running.add(threads.submit(() -> assistant.ask(user, "How warm is it in Rome?")));
      }
      running.add(streamed(assistant));
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : running) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }

  private static Future<String> streamed(Assistant assistant) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    assistant
        .stream("streaming user", "How warm is it in Rome?")
        .onPartialResponse(part -> {})
        .onCompleteResponse(response -> answer.complete(response.aiMessage().text()))
        .onError(answer::completeExceptionally)
        .start();
    return answer;
  }
}
