package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of governed AI services whose model is limited. */
final class LimitedServiceStreamsTest {

  private static final RetrySettings RETRY = RetrySettings.DEFAULT.delays(1, 60, SECONDS).jitter(0);

  private final Program program = new Program();
  private final StreamingModel model = new StreamingModel();
  private final MessageWindowChatMemory memory = MessageWindowChatMemory.withMaxMessages(100);
  private final Notes notes = new Notes();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    program.close();
  }

  private Chat chat(String limiter) {
    return AiServices.builder(Chat.class)
        .streamingChatModel(RitmoModels.limit(model, Ritmo.limiter(limiter).call().retry(RETRY)))
        .chatMemory(memory)
        .tools(notes)
        .build();
  }

  private void start(TokenStream stream) {
    stream
        .onPartialResponse(heard::add)
        .onCompleteResponse(response -> heard.add("complete"))
        .onError(failures::add)
        .start();
    quiet();
  }

  private void quiet() {
    program.clock.advance(Duration.ofMillis(1));
  }

  @Test
  void aRejectedRoundIsRepeatedAndNothingElse() {
    start(chat("streams").stream("Hi"));
    model.complete(ScriptedModel.answer(1, 2));
    quiet();
    assertThat(model.requests).hasSize(2);
    model.fail(new RateLimitException("slow down"));
    program.clock.advance(Duration.ofSeconds(30));
    assertThat(model.requests).hasSize(3);
    model.part("do");
    model.complete(AiMessage.from("done"));
    quiet();

    assertThat(failures).isEmpty();
    assertThat(heard).containsExactly("do", "complete").inOrder();
    assertThat(notes.taken).containsExactly("1");
    assertThat(memory.messages()).hasSize(4);
    assertThat(Ritmo.limiter("streams").snapshot().states().get(1).used()).isEqualTo(0);
  }

  @Test
  void tokensAreSettledOnce() {
    start(chat("tokens").streamTokens("Hi"));
    model.complete(ScriptedModel.answer(1, 2), 100, 20);
    quiet();
    model.complete(AiMessage.from("done"), 200, 30);
    quiet();

    assertThat(heard).containsExactly("complete");
    assertThat(Program.used("tokens")).isEqualTo(350);
  }

  @Test
  void aStreamCancelledThroughItsServiceEndsBothCalls() {
    chat("streams").stream("Hi")
        .onPartialResponseWithContext((part, context) -> context.streamingHandle().cancel())
        .onError(failures::add)
        .start();
    quiet();
    assertThat(Ritmo.limiter("streams").snapshot().states().get(1).used()).isEqualTo(1);
    model.part("one");
    quiet();

    assertThat(model.isCancelled).isTrue();
    assertThat(Ritmo.limiter("streams").snapshot().states().get(1).used()).isEqualTo(0);
    assertThat(Program.used("streams")).isEqualTo(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void noWarningWhereTheModelIsLimited() {
    UncountedRequests.forget();
    try (LogLines log = new LogLines()) {
      start(chat("streams").stream("Hi"));
      model.complete(ScriptedModel.answer(1, 2));
      quiet();
      assertThat(notes.taken).hasSize(1);
      assertThat(log.lines()).isEmpty();
    }
  }
}
