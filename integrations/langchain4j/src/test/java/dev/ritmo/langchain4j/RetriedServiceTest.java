package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a retry does to tools and chat memories of AI services. */
final class RetriedServiceTest {

  private static final RetrySettings RETRY = RetrySettings.DEFAULT.delays(1, 60, SECONDS).jitter(0);

  private final Program program = new Program();
  private final MessageWindowChatMemory memory = MessageWindowChatMemory.withMaxMessages(100);
  private final Notes notes = new Notes();

  @AfterEach
  void close() {
    program.close();
  }

  private Chat withMemory(ChatModel model) {
    return AiServices.builder(Chat.class).chatModel(model).chatMemory(memory).tools(notes).build();
  }

  private static Throwable failureOf(CompletableFuture<?> call) {
    return requireNonNull(assertThrows(CompletionException.class, call::join).getCause());
  }

  private static RetryOutcome outcome(Throwable failure) {
    return RetryOutcome.of(failure).orElseThrow();
  }

  private static ChatModel limited(ChatModel model) {
    return new RequestModel(model, Ritmo.limiter("chat").call().retry(RETRY));
  }

  /** What stands in the memory, without the tools' ids. */
  private List<String> remembered() {
    return memory.messages().stream().map(ChatMessage::toString).toList();
  }

  private List<String> undisturbed(int rounds) {
    RetriedServiceTest other = new RetriedServiceTest();
    assertThat(
            other.program.run(() -> other.withMemory(new ScriptedModel(rounds)).chat("Hi")).join())
        .isEqualTo("done");
    return other.remembered();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aServiceWithAMemoryIsNotRepeatedAsAWhole(int round) {
    ScriptedModel model = new ScriptedModel(4).rejecting(round);
    Chat chat = withMemory(model);

    Throwable failure = failureOf(program.run(() -> chat.chat("Hi")));

    assertThat(failure).isInstanceOf(RateLimitException.class);
    assertThat(model.requests).hasSize(round);
    assertThat(notes.taken).hasSize(round - 1);
    assertThat(remembered()).containsNoDuplicates();
    assertThat(outcome(failure).end()).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(outcome(failure).attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aLimitedModelRepeatsTheRequestAndNothingElse(int round) {
    List<String> expected = undisturbed(4);
    Ritmo.reset(program.clock);
    ScriptedModel model = new ScriptedModel(4).rejecting(round).rejecting(round + 1);
    Chat chat = withMemory(limited(model));

    assertThat(program.run(() -> chat.chat("Hi")).join()).isEqualTo("done");

    assertThat(model.requests).hasSize(6);
    assertThat(notes.taken).containsExactly("1", "2", "3").inOrder();
    assertThat(remembered()).isEqualTo(expected);
  }

  @Test
  void theReasonIsLoggedOnceWithTheFix() {
    try (LogLines log = new LogLines()) {
      Chat chat = withMemory(new ScriptedModel(1).rejecting(1).rejecting(2));
      failureOf(program.run(() -> chat.chat("Hi")));
      failureOf(program.run(() -> chat.chat("Hi")));

      List<String> about =
          log.lines().stream().filter(line -> line.contains("is not repeated")).toList();
      assertThat(about).hasSize(1);
      assertThat(about.get(0)).contains("dev.ritmo.langchain4j.Chat");
      assertThat(about.get(0)).contains("Fix: limit and retry the model instead");
      assertThat(about.get(0)).doesNotContain("Hi");
    }
  }

  @Test
  void nothingIsLoggedWhereNothingWouldBeRetried() {
    try (LogLines log = new LogLines()) {
      ChatModel wrong =
          new ChatModel() {
            @Override
            public dev.langchain4j.model.chat.response.ChatResponse doChat(
                dev.langchain4j.model.chat.request.ChatRequest request) {
              throw new IllegalStateException("wrong");
            }
          };
      Chat chat = withMemory(wrong);
      assertThat(failureOf(program.run(() -> chat.chat("Hi"))))
          .isInstanceOf(IllegalStateException.class);

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aServiceWithoutAMemoryIsRepeated() {
    ScriptedModel model = new ScriptedModel(1).rejecting(1);
    Chat chat = AiServices.create(Chat.class, model);

    assertThat(program.run(() -> chat.chat("Hi")).join()).isEqualTo("done");
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void aMemoryOfEachUserCounts() {
    Map<Object, MessageWindowChatMemory> memories = new HashMap<>();
    ScriptedModel model = new ScriptedModel(1).rejecting(1);
    UserChat chat =
        AiServices.builder(UserChat.class)
            .chatModel(model)
            .chatMemoryProvider(
                id ->
                    memories.computeIfAbsent(
                        id, any -> MessageWindowChatMemory.withMaxMessages(10)))
            .build();

    Throwable failure = failureOf(program.run(() -> chat.chat("Ann", "Hi")));

    assertThat(outcome(failure).end()).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(requireNonNull(memories.get("Ann")).messages()).hasSize(1);
  }

  @Test
  void aMethodAroundSuchAServiceIsNotRepeatedEither() {
    ScriptedModel model = new ScriptedModel(1).rejecting(1);
    Chat chat = withMemory(model);

    Throwable failure = failureOf(program.run(() -> new Callers().ask(chat, "Hi")));

    assertThat(failure).isInstanceOf(RateLimitException.class);
    assertThat(model.requests).hasSize(1);
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void aStreamOfSuchAServiceIsNotSubscribedToAgain() {
    StreamingModel model = new StreamingModel();
    Chat chat = AiServices.builder(Chat.class).streamingChatModel(model).chatMemory(memory).build();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    chat.publish("Hi").subscribe(new FirstFailure(failure));
    model.fail(new RateLimitException("slow down"));
    program.clock.advance(Duration.ofMinutes(1));

    assertThat(outcome(failure.join()).end()).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(model.requests).hasSize(1);
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void aStreamWithoutAMemoryIsSubscribedToAgain() {
    StreamingModel model = new StreamingModel();
    Chat chat = AiServices.builder(Chat.class).streamingChatModel(model).build();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    chat.publish("Hi").subscribe(new FirstFailure(failure));
    model.fail(new RateLimitException("slow down"));
    program.clock.advance(Duration.ofSeconds(30));

    assertThat(model.requests).hasSize(2);
    assertThat(failure.isDone()).isFalse();
  }

  private record FirstFailure(CompletableFuture<Throwable> failure)
      implements Flow.Subscriber<String> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String part) {}

    @Override
    public void onError(Throwable thrown) {
      failure.complete(thrown);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void whereTheServiceWasBuiltDoesNotMatter() {
    ScriptedModel model = new ScriptedModel(1).rejecting(1);
    Supplier<Chat> notWoven =
        AiServices.builder(Chat.class).chatModel(model).chatMemory(memory)::build;
    Chat chat = Ritmo.limit(Chat.class, notWoven.get());

    Throwable failure = failureOf(program.run(() -> chat.chat("Hi")));

    assertThat(outcome(failure).end()).isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void aRefusedCallLeavesNothingInTheMemory() {
    Chat chat = withMemory(new ScriptedModel(1));
    assertThat(program.run(() -> chat.chat("Hi")).join()).isEqualTo("done");
    int before = remembered().size();
    Ritmo.limiter("chat").shutDown();

    assertThat(failureOf(program.run(() -> chat.chat("too much")))).isNotNull();
    assertThat(remembered()).hasSize(before);
  }

  @Test
  void aGuardrailThatPromptsAgainSendsARequestOfItsOwn() {
    ScriptedModel model = new ScriptedModel(1).rejecting(2);
    Chat chat =
        AiServices.builder(Chat.class)
            .chatModel(limited(model))
            .chatMemory(memory)
            .outputGuardrails(new OnceMore())
            .build();

    assertThat(program.run(() -> chat.chat("Hi")).join()).isEqualTo("done");

    assertThat(model.requests).hasSize(3);
    assertThat(Program.used("chat")).isEqualTo(3);
    assertThat(remembered().toString().split("\"Hi\"", -1)).hasLength(2);
  }

  private static final class OnceMore implements OutputGuardrail {

    private boolean isSatisfied;

    @Override
    public OutputGuardrailResult validate(AiMessage answer) {
      if (isSatisfied) {
        return success();
      }
      isSatisfied = true;
      return reprompt("too short", "Say more.");
    }
  }

  @Test
  void toolsOnOtherThreadsRunOnceToo() {
    List<String> expected = undisturbed(4);
    Ritmo.reset(program.clock);
    ScriptedModel model = new ScriptedModel(4).rejecting(3);
    var threads = Executors.newFixedThreadPool(2);
    try {
      Chat chat =
          AiServices.builder(Chat.class)
              .chatModel(limited(model))
              .chatMemory(memory)
              .tools(notes)
              .executeToolsConcurrently(threads)
              .build();
      CompletableFuture<String> call = program.start(() -> chat.chat("Hi"));
      while (!call.isDone()) {
        program.clock.advance(Duration.ofMillis(100));
      }

      assertThat(call.join()).isEqualTo("done");
      assertThat(notes.taken).containsExactly("1", "2", "3").inOrder();
      assertWithMessage("memory").that(remembered()).isEqualTo(expected);
    } finally {
      threads.shutdownNow();
    }
  }
}
