package dev.ritmo.benchmarks.requests;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.LocalProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Requests of many models, whose HTTP clients share connections. */
final class SharedConnections {

  private static final int MODELS = 8;
  private static final int THREADS = 32;
  private static final int MOST = 40;

  private SharedConnections() {}

  static Requests.Outcome run(int requests) throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder()
            .delays(
                new Delays(
                    Delays.Range.millis(0, 0),
                    Delays.Range.millis(1, 5),
                    Delays.Range.millis(0, 0),
                    1))
            .start()) {
      List<ChatModel> models = new ArrayList<>();
      for (int i = 0; i < MODELS; i++) {
        models.add(
            OpenAiChatModel.builder()
                .httpClientBuilder(RitmoHttpClient.builder())
                .baseUrl(provider.baseUrl())
                .apiKey("key " + i)
                .modelName("local " + i)
                .maxRetries(0)
                .build());
      }
      List<Callable<String>> all = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        ChatModel model = models.get(i % MODELS);
        all.add(() -> model.chat("question"));
      }
      Duration unused = Callers.run(THREADS, all);
      long selectors =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().contains("SelectorManager"))
              .count();
      return new Requests.Outcome(
          "%d models, connections".formatted(MODELS),
          requests,
          0,
          provider.connections(),
          MOST,
          Double.NaN,
          "selector threads: " + selectors);
    }
  }
}
