package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Answers;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AI services over a limited model, with tools and memory, over HTTP. */
final class ToolRoundsTest {

  private static final int ROUNDS = 8;

  private final List<LocalProvider> started = new ArrayList<>();

  interface Chat {
    String chat(String message);
  }

  static final class Tools {

    final AtomicInteger runs = new AtomicInteger();

    @Tool
    String lookup(String what) {
      runs.incrementAndGet();
      return "found " + what;
    }
  }

  /** A tool that makes a governed call. */
  static final class Nested {

    private final Limiter limiter;
    private final ChatModel model;

    Nested(Limiter limiter, ChatModel model) {
      this.limiter = limiter;
      this.model = model;
    }

    @Tool
    String lookup(String what) throws Exception {
      return limiter.call().run(() -> model.chat(what));
    }
  }

  @BeforeEach
  void reset() {
    Ritmo.reset();
  }

  @AfterEach
  void close() {
    started.forEach(LocalProvider::close);
    Ritmo.reset();
  }

  private LocalProvider provider(Policy policy) {
    LocalProvider provider =
        LocalProvider.builder()
            .policy(policy)
            .answers(Answers.toolRounds(ROUNDS, "lookup", "{\"arg0\": \"it\"}"))
            .start();
    started.add(provider);
    return provider;
  }

  private static ChatModel model(LocalProvider provider) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(RitmoHttpClient.builder())
        .baseUrl(provider.baseUrl())
        .apiKey("any")
        .modelName("test")
        .maxRetries(0)
        .build();
  }

  private static Chat chat(ChatModel model, Tools tools, ChatMemory memory) {
    return AiServices.builder(Chat.class).chatModel(model).tools(tools).chatMemory(memory).build();
  }

  private static ChatMemory memory() {
    return MessageWindowChatMemory.withMaxMessages(100);
  }

  @Test
  void everyRoundOfEveryCallerTakesItsOwnPermit() throws Exception {
    Duration period = Duration.ofMillis(500);
    LocalProvider provider = provider(Policy.slidingWindow(10, period));
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(10, 500, MILLISECONDS));
    ChatModel model = RitmoModels.limit(model(provider), "openai");
    Tools tools = new Tools();
    int callers = 4;

    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Chat chat = chat(model, tools, memory());
      answers.add(threads.submit(() -> limiter.call().run(() -> chat.chat("question"))));
    }
    for (Future<String> answer : answers) {
      assertThat(answer.get()).contains("All is well");
    }
    threads.shutdown();

    assertThat(provider.arrivals()).hasSize(callers * (ROUNDS + 1));
    assertThat(provider.admittedNanos()).hasLength(callers * (ROUNDS + 1));
    assertThat(WindowCheck.of(provider.arrivedNanos(), period).largest()).isAtMost(10);
    assertThat(tools.runs.get()).isEqualTo(callers * ROUNDS);
    long net = limiter.snapshot().admitted() - limiter.snapshot().givenBack();
    assertThat(net).isEqualTo(callers * (ROUNDS + 1));
  }

  @Test
  void aRejectionInAnyRoundRepeatsThatRequestAndNothingElse() {
    List<ChatMessage> expected = null;
    for (int round = -1; round <= ROUNDS; round++) {
      Ritmo.reset();
      Ritmo.limiter("openai", Limit.calls(1_000, 1_000, MILLISECONDS));
      LocalProvider provider = provider(Policy.unlimited());
      Tools tools = new Tools();
      ChatMemory memory = memory();
      int rejected = round;
      AtomicInteger asked = new AtomicInteger();
      ChatModel model = RitmoModels.limit(model(provider), "openai");
      Chat chat =
          AiServices.builder(Chat.class)
              .chatModel(model)
              .tools(tools)
              .chatMemory(memory)
              .chatRequestTransformer(
                  request -> {
                    if (asked.getAndIncrement() == rejected) {
                      provider.failNext(Failure.of(429).header("retry-after-ms", "20"));
                    }
                    return request;
                  })
              .build();

      assertThat(chat.chat("question")).contains("All is well");

      assertWithMessage("tools after a rejection in round %s", round)
          .that(tools.runs.get())
          .isEqualTo(ROUNDS);
      expected = expected == null ? memory.messages() : expected;
      assertWithMessage("memory after a rejection in round %s", round)
          .that(kinds(memory.messages()))
          .isEqualTo(kinds(expected));
    }
  }

  private static List<String> kinds(List<ChatMessage> messages) {
    return messages.stream().map(message -> message.type().toString()).toList();
  }

  @Test
  void aRoundWhoseTurnComesTooLateFailsTheCallWithTheRefusal() {
    LocalProvider provider = provider(Policy.unlimited());
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(3, 60_000, MILLISECONDS));
    ChatModel model = RitmoModels.limit(model(provider), limiter.call().maxWait(Duration.ZERO));
    Tools tools = new Tools();
    ChatMemory memory = memory();
    Chat chat = chat(model, tools, memory);

    RateLimitExceededException refusal = null;
    try {
      chat.chat("question");
    } catch (RateLimitExceededException e) {
      refusal = e;
    }

    assertThat(refusal).isNotNull();
    assertThat(provider.arrivals()).hasSize(3);
    assertThat(tools.runs.get()).isEqualTo(3);
    assertThat(kinds(memory.messages()))
        .containsExactly(
            "USER",
            "AI",
            "TOOL_EXECUTION_RESULT",
            "AI",
            "TOOL_EXECUTION_RESULT",
            "AI",
            "TOOL_EXECUTION_RESULT")
        .inOrder();
  }

  @Test
  void concurrentToolsThatMakeGovernedCallsDoNotWaitForEachOther() throws Exception {
    LocalProvider provider = provider(Policy.unlimited());
    Limiter limiter = Ritmo.limiter("openai", Limit.concurrent(1));
    ChatModel model = RitmoModels.limit(model(provider), limiter);
    Nested nested = new Nested(limiter, RitmoModels.limit(new EchoModel(), limiter));
    Chat chat =
        AiServices.builder(Chat.class)
            .chatModel(model)
            .tools(nested)
            .executeToolsConcurrently()
            .build();

    assertThat(limiter.call().run(() -> chat.chat("question"))).contains("All is well");

    assertThat(provider.arrivals()).hasSize(ROUNDS + 1);
    assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(0);
  }

  @Test
  void aNameThatNoLimiterHasFailsTheFirstRequest() throws Exception {
    ChatModel model = RitmoModels.limit(new EchoModel(), "nowhere");
    Throwable failure = null;
    try {
      String unused = model.chat("question");
    } catch (IllegalStateException e) {
      failure = e;
    }

    assertThat(failure).hasMessageThat().contains("Limiter \"nowhere\" must be declared before");
    Ritmo.limiter("nowhere", Limit.calls(1, 1_000, MILLISECONDS));
    assertThat(model.chat("question")).isEqualTo("question");
  }

  @Test
  void anInterruptEndsTheWaitOfARound() throws Exception {
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(1, 60_000, MILLISECONDS));
    ChatModel model = RitmoModels.limit(new EchoModel(), limiter.call().waitForever());
    String unused = model.chat("first");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<String> waiting = thread.submit(() -> model.chat("second"));
    while (limiter.snapshot().waiting() == 0) {
      Thread.onSpinWait();
    }
    thread.shutdownNow();

    Throwable failure = null;
    try {
      waiting.get();
    } catch (ExecutionException e) {
      failure = e.getCause();
    }
    assertThat(failure).isInstanceOf(dev.ritmo.runtime.InterruptedWaitException.class);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }
}
