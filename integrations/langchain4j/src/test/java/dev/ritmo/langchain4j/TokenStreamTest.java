package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.IllegalConfigurationException;
import dev.langchain4j.service.TokenStream;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.Ritmo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Governed methods that return a {@code TokenStream}. */
final class TokenStreamTest {

  private final Program program = new Program();
  private final StreamingModel model = new StreamingModel();
  private final MessageWindowChatMemory memory = MessageWindowChatMemory.withMaxMessages(100);
  private final Notes notes = new Notes();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Chat chat =
      AiServices.builder(Chat.class)
          .streamingChatModel(model)
          .chatMemory(memory)
          .tools(notes)
          .build();

  @AfterEach
  void close() {
    program.close();
  }

  private TokenStream heard(TokenStream stream) {
    return stream
        .onPartialResponse(heard::add)
        .onCompleteResponse(response -> heard.add("complete"))
        .onError(failures::add);
  }

  /** Lets calls go that can. */
  private void quiet() {
    program.clock.advance(Duration.ofMillis(1));
  }

  @Test
  void nothingHappensBeforeTheStart() {
    TokenStream stream = heard(chat.stream("Hi"));
    quiet();

    assertThat(model.requests).isEmpty();
    assertThat(memory.messages()).isEmpty();
    assertThat(Ritmo.limiter("streams").snapshot().admitted()).isEqualTo(0);

    stream.start();
    assertThat(model.requests).hasSize(1);
    assertThat(Ritmo.limiter("streams").snapshot().admitted()).isEqualTo(1);
  }

  @Test
  void whatTheStreamSaysIsHeard() {
    heard(chat.stream("Hi")).start();
    model.part("one");
    model.part("two");
    model.complete(AiMessage.from("one two"));

    assertThat(heard).containsExactly("one", "two", "complete").inOrder();
    assertThat(failures).isEmpty();
    assertThat(memory.messages()).hasSize(2);
  }

  @Test
  void aStartThatHasToWaitBlocksNoThread() {
    for (int i = 0; i < 2; i++) {
      heard(chat.stream("Hi")).start();
      model.complete(AiMessage.from("done"));
    }
    heard(chat.stream("third")).start(); // on this thread, which would hang
    quiet();
    assertThat(model.requests).hasSize(2);

    program.clock.advance(Duration.ofSeconds(11));
    assertThat(model.requests).hasSize(3);
    model.complete(AiMessage.from("done"));
    assertThat(heard).containsExactly("complete", "complete", "complete");
  }

  @Test
  void theSlotIsHeldUntilTheEnd() {
    heard(chat.stream("first")).start();
    heard(chat.stream("second")).start();
    quiet();
    assertThat(model.requests).hasSize(1);

    model.complete(AiMessage.from("done"));
    quiet();
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void aFailedStreamReleasesItsSlotAndIsNotStartedAgain() {
    heard(chat.stream("first")).start();
    heard(chat.stream("second")).start();
    RateLimitException rejection = new RateLimitException("slow down");
    model.fail(rejection);
    program.clock.advance(Duration.ofMinutes(2));

    assertThat(failures).containsExactly(rejection);
    assertThat(RetryOutcome.of(rejection).orElseThrow().end())
        .isEqualTo(RetryOutcome.End.NOT_REPEATABLE);
    assertThat(model.requests).hasSize(2); // the second is another call
    assertThat(memory.messages().toString().split("first", -1)).hasLength(2);
  }

  @Test
  void aCancelledStreamReleasesItsSlot() {
    chat.stream("first")
        .onPartialResponseWithContext((part, context) -> context.streamingHandle().cancel())
        .onError(failures::add)
        .start();
    heard(chat.stream("second")).start();
    quiet();
    assertThat(model.requests).hasSize(1);

    model.part("one");
    quiet();
    assertThat(model.isCancelled).isTrue();
    assertThat(model.requests).hasSize(2);
    assertThat(failures).isEmpty();
  }

  @Test
  void aRefusalGoesToTheErrorHandlerAndLeavesNothingBehind() {
    heard(chat.stream("first")).start();
    heard(chat.stream("second")).start();
    Ritmo.limiter("streams").shutDown();
    quiet();

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).isInstanceOf(RateLimitExceededException.class);
    assertThat(memory.messages()).hasSize(1);
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void aHandlerMayMakeTheNextCall() {
    chat.stream("first")
        .onCompleteResponse(response -> heard(chat.stream("second")).start())
        .onError(failures::add)
        .start();
    model.complete(AiMessage.from("done"));
    quiet();

    assertThat(model.requests).hasSize(2);
  }

  @Test
  void theTokensOfTheFinalResponseAreWhatCounts() {
    heard(chat.streamTokens("Hi")).start();
    assertThat(Program.used("tokens")).isGreaterThan(0);
    model.complete(ScriptedModel.answer(1, 2), 100, 20);
    quiet();
    model.complete(AiMessage.from("done"), 200, 30);
    quiet();

    assertThat(heard).containsExactly("complete");
    assertThat(notes.taken).containsExactly("1");
    assertThat(Program.used("tokens")).isEqualTo(350);
  }

  @Test
  void whatACancelledStreamHasReservedStands() {
    chat.streamTokens("Hi")
        .onPartialResponseWithContext((part, context) -> context.streamingHandle().cancel())
        .onError(failures::add)
        .start();
    long reserved = Program.used("tokens");
    model.part("one");

    assertThat(reserved).isGreaterThan(0);
    assertThat(Program.used("tokens")).isEqualTo(reserved);
  }

  @Test
  void theFirstRequestTakesThePlaceOfTheCall() {
    Chat limited =
        AiServices.builder(Chat.class)
            .streamingChatModel(new RequestStreamingModel(model, Ritmo.limiter("streams").call()))
            .tools(notes)
            .build();
    Ritmo.limiter("streams").call().request();
    heard(limited.stream("Hi")).start();
    assertThat(Program.used("streams")).isEqualTo(1);

    model.complete(ScriptedModel.answer(1, 3));
    quiet();
    model.complete(ScriptedModel.answer(2, 3));
    quiet();
    assertThat(model.requests).hasSize(2);
    assertThat(Program.used("streams")).isEqualTo(2);

    program.clock.advance(Duration.ofSeconds(11));
    assertThat(model.requests).hasSize(3);
    model.complete(AiMessage.from("done"));
    assertThat(heard).containsExactly("complete");
    assertThat(notes.taken).containsExactly("1", "2").inOrder();
  }

  @Test
  void methodsOfClassesAreGovernedToo() {
    Chat plain =
        Ritmo.limit(Chat.class, AiServices.builder(Chat.class).streamingChatModel(model).build());
    Callers callers = new Callers();
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      heard(
              callers.stream(
                  () -> {
                    bodies.add("body");
                    return plain.streamTokens("Hi");
                  }))
          .start();
    }
    quiet();
    assertThat(bodies).hasSize(2);

    program.clock.advance(Duration.ofSeconds(11));
    assertThat(bodies).hasSize(3);
  }

  @Test
  void aBodyThatFailsFailsTheStream() {
    IllegalStateException failure = new IllegalStateException("no model");
    heard(
            new Callers()
                .stream(
                    () -> {
                      throw failure;
                    }))
        .start();

    assertThat(failures).containsExactly(failure);
  }

  @Test
  @SuppressWarnings("NullAway") // as a body of a program may do
  void aBodyThatReturnsNothingFailsTheStream() {
    heard(new Callers().stream(() -> null)).start();

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasMessageThat().contains("must return a TokenStream");
  }

  @Test
  void whatToDoWithErrorsHasToBeSaid() {
    TokenStream silent = chat.stream("Hi").onPartialResponse(heard::add);
    IllegalConfigurationException thrown =
        assertThrows(IllegalConfigurationException.class, silent::start);
    assertThat(thrown).hasMessageThat().contains("[onError, ignoreErrors]");

    assertThrows(
        IllegalConfigurationException.class, () -> heard(chat.stream("Hi")).ignoreErrors().start());
    assertThat(Ritmo.limiter("streams").snapshot().admitted()).isEqualTo(0);
  }

  @Test
  void ignoredErrorsAreLoggedWithoutTheirText() {
    try (LogLines log = new LogLines()) {
      chat.stream("first").onPartialResponse(heard::add).ignoreErrors().start();
      model.fail(new IllegalStateException("secret"));

      assertThat(log.lines())
          .containsExactly("Ignored error of a TokenStream: java.lang.IllegalStateException");
    }
    heard(chat.stream("second")).start();
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void aWrongHandlerIsReportedByLangChain4j() {
    heard(chat.stream("Hi")).onCompleteResponse(response -> heard.add("again")).start();

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).isInstanceOf(IllegalConfigurationException.class);
    assertThat(model.requests).isEmpty();
  }

  @Test
  void eachStartIsACall() {
    TokenStream stream = heard(chat.stream("Hi"));
    stream.start();
    model.complete(AiMessage.from("done"));
    stream.start();
    model.complete(AiMessage.from("done"));

    assertThat(Ritmo.limiter("streams").snapshot().admitted()).isEqualTo(2);
    assertThat(heard).containsExactly("complete", "complete");
  }

  @Test
  void whereLimitsAreOffTheStreamItselfIsReturned() {
    Ritmo.off();
    TokenStream stream = chat.stream("Hi");

    assertThat(stream.getClass().getName()).startsWith("dev.langchain4j.");
    heard(stream).start();
    model.complete(AiMessage.from("done"));
    assertThat(heard).containsExactly("complete");
  }

  /** A handler that LangChain4j adds later must not be forgotten. */
  @Test
  void everyHandlerReachesTheStream() throws ReflectiveOperationException {
    List<String> called = new ArrayList<>();
    TokenStream recorder =
        (TokenStream)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TokenStream.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  return method.getReturnType() == TokenStream.class ? proxy : null;
                });
    List<String> expected = new ArrayList<>();
    TokenStream stream = new Callers().stream(() -> recorder);
    for (Method method : TokenStream.class.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (parameters.length == 1) {
        Object handler =
            parameters[0] == Consumer.class
                ? (Consumer<Object>) any -> {}
                : (BiConsumer<Object, Object>) (any, context) -> {};
        assertWithMessage(method.getName())
            .that(method.invoke(stream, handler))
            .isSameInstanceAs(stream);
        expected.add(method.getName());
      }
    }
    stream.start();
    expected.add("start");

    assertThat(called).containsExactlyElementsIn(expected);
    assertThat(expected.size()).isAtLeast(14);
    assertThat(requireNonNull(called.get(called.size() - 1))).isEqualTo("start");
  }
}
