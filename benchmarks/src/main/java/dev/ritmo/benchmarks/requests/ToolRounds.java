package dev.ritmo.benchmarks.requests;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Answers;
import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** AI services whose tool needs several rounds, all at once, under a tight limit of requests. */
final class ToolRounds {

  private ToolRounds() {}

  interface Chat {
    String chat(String message);
  }

  static final class Tools {

    @Tool
    String lookup(String what) {
      return "found " + what;
    }
  }

  static Requests.Outcome run(int callers, int rounds, int calls, Duration period)
      throws Exception {
    Ritmo.reset();
    Limiter limiter =
        Ritmo.limiter("requests", Limit.calls(calls, period.toMillis(), TimeUnit.MILLISECONDS));
    LimitedCall any = limiter.call().waitForever();
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(calls, period))
            .answers(Answers.toolRounds(rounds, "lookup", "{\"arg0\": \"it\"}"))
            .start()) {
      ChatModel model =
          RitmoModels.limit(
              OpenAiChatModel.builder()
                  .httpClientBuilder(RitmoHttpClient.builder())
                  .baseUrl(provider.baseUrl())
                  .apiKey("any")
                  .modelName("local")
                  .maxRetries(0)
                  .build(),
              any.retry(RetrySettings.DEFAULT));
      List<Callable<String>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Chat chat = AiServices.builder(Chat.class).chatModel(model).tools(new Tools()).build();
        all.add(() -> any.run(() -> chat.chat("question")));
      }
      int requests = callers * (rounds + 1);
      Duration best =
          Optimum.of(
              Policy.slidingWindow(calls, period),
              Delays.none(),
              requests,
              callers,
              provider.uptime());
      Duration time = Callers.run(callers, all);
      List<Arrival> arrivals = provider.arrivals();
      int rejected = (int) arrivals.stream().filter(one -> !one.admitted()).count();
      return new Requests.Outcome(
          "%d services, %d rounds".formatted(callers, rounds),
          arrivals.size(),
          rejected,
          WindowCheck.of(provider.arrivedNanos(), period).largest(),
          calls,
          (double) time.toNanos() / best.toNanos(),
          "");
    }
  }
}
