package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tool calls by script, as AI services see them. */
@Timeout(60)
final class ProviderToolsTest {

  private static final ToolCall LOOKUP = new ToolCall("lookup", "{\"id\":42}");
  private static final ToolCall WEATHER = new ToolCall("weather", "{\"city\":\"Ulm \\\"x\\\"\"}");

  private final Tools tools = new Tools();
  private LocalProvider provider = LocalProvider.builder().start();

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @EnumSource
  void aServiceRunsItsToolInEachRound(LangChain4jModels models) {
    answer(Answers.toolRounds(8, "lookup", "{\"id\":42}"));

    String answer = service(models).ask("How are you?");

    assertThat(answer).isEqualTo("All is well, and nothing else needs to be said.");
    assertThat(tools.used).hasSize(8);
    assertThat(tools.used).contains("lookup 42");
    assertThat(rounds()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8).inOrder();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamedServiceRunsItsToolInEachRound(LangChain4jModels models) {
    answer(Answers.toolRounds(8, "lookup", "{\"id\":42}"));
    CompletableFuture<ChatResponse> last = new CompletableFuture<>();

    service(models).stream("How are you?")
        .onPartialResponse(piece -> {})
        .onCompleteResponse(last::complete)
        .onError(last::completeExceptionally)
        .start();

    assertThat(last.join().aiMessage().text()).startsWith("All is well");
    assertThat(tools.used).hasSize(8);
    assertThat(rounds()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8).inOrder();
    assertThat(provider.arrivals().stream().allMatch(arrival -> arrival.request().stream()))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void parallelToolCallsAreOneRound(LangChain4jModels models) {
    answer(Answers.toolRounds(2, request -> ModelAnswer.text("done"), LOOKUP, WEATHER, LOOKUP));

    assertThat(service(models).ask("go")).isEqualTo("done");

    assertThat(tools.used).hasSize(6);
    assertThat(tools.used).contains("weather Ulm \"x\"");
    assertThat(rounds()).containsExactly(0, 1, 2).inOrder();
    assertThat(provider.arrivals().get(2).request().toolResults()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void parallelToolCallsAreStreamedWhole(LangChain4jModels models) {
    answer(Answers.toolRounds(1, request -> ModelAnswer.text("done"), LOOKUP, WEATHER));
    CompletableFuture<ChatResponse> last = new CompletableFuture<>();

    service(models).stream("go")
        .onPartialResponse(piece -> {})
        .onCompleteResponse(last::complete)
        .onError(last::completeExceptionally)
        .start();

    assertThat(last.join().aiMessage().text()).isEqualTo("done");
    assertThat(tools.used).containsExactly("lookup 42", "weather Ulm \"x\"");
  }

  @ParameterizedTest
  @EnumSource
  void theNextMessageOfTheUserStartsAnew(LangChain4jModels models) {
    answer(Answers.toolRounds(1, "lookup", "{\"id\":42}"));
    Service service = service(models);

    String unused = service.ask("one") + service.ask("two");

    assertThat(tools.used).hasSize(2);
    assertThat(rounds()).containsExactly(0, 1, 0, 1).inOrder();
  }

  @ParameterizedTest
  @EnumSource
  void conversationsAtTheSameTimeDoNotMix(LangChain4jModels models) throws Exception {
    answer(Answers.toolRounds(4, "lookup", "{\"id\":42}"));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      answers.add(threads.submit(() -> service(models).ask("go")));
    }

    for (Future<String> answer : answers) {
      assertThat(answer.get()).startsWith("All is well");
    }

    threads.shutdown();
    assertThat(tools.used).hasSize(64);
    assertThat(rounds().stream().collect(groupingBy(round -> round, counting())))
        .containsExactly(0, 16L, 1, 16L, 2, 16L, 3, 16L, 4, 16L);
  }

  @ParameterizedTest
  @EnumSource
  void noToolIsCalledThatIsNotOffered(LangChain4jModels models) {
    answer(Answers.toolRounds(8, "unheard", "{}"));

    assertThat(service(models).ask("go")).startsWith("All is well");

    assertThat(provider.arrivals().get(0).request().tools()).containsExactly("lookup", "weather");
  }

  private void answer(Answers answers) {
    provider.close();
    provider = LocalProvider.builder().answers(answers).start();
  }

  private List<Integer> rounds() {
    return provider.arrivals().stream().map(arrival -> arrival.request().toolRounds()).toList();
  }

  private Service service(LangChain4jModels models) {
    return AiServices.builder(Service.class)
        .chatModel(models.blocking(provider, "any"))
        .streamingChatModel(models.streaming(provider, "any"))
        .chatMemory(MessageWindowChatMemory.withMaxMessages(100))
        .tools(tools)
        .build();
  }

  interface Service {
    String ask(String question);

    TokenStream stream(String question);
  }

  static final class Tools {
    final List<String> used = new CopyOnWriteArrayList<>();

    @Tool
    String lookup(@P("id") int id) {
      used.add("lookup " + id);
      return "found";
    }

    @Tool
    String weather(@P("city") String city) {
      used.add("weather " + city);
      return "fine";
    }
  }
}
