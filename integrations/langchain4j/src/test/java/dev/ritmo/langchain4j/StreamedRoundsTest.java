package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rounds of tools in streams: each round is sent by the handler that hears of the last one. */
final class StreamedRoundsTest {

  private final Program program = new Program();
  private final StreamingModel model = new StreamingModel();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  interface Service {
    TokenStream chat(String message);
  }

  /** Sends its signals before the method returns. */
  private static final class ImmediateModel implements StreamingChatModel {

    final int rounds;
    int sent;

    ImmediateModel(int rounds) {
      this.rounds = rounds;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      sent++;
      handler.onPartialResponse("part ");
      handler.onCompleteResponse(
          ChatResponse.builder().aiMessage(ScriptedModel.answer(sent, rounds)).build());
    }
  }

  /** A tool that makes a governed call. */
  static final class Nested {

    private final Limiter limiter;

    Nested(Limiter limiter) {
      this.limiter = limiter;
    }

    @Tool
    String note(String text) throws Exception {
      return limiter.call().run(() -> "noted " + text);
    }
  }

  @AfterEach
  void close() {
    program.close();
  }

  private static Service service(StreamingChatModel streamed, LimitedCall call, Object tools) {
    return AiServices.builder(Service.class)
        .streamingChatModel(RitmoModels.limit(streamed, call))
        .tools(tools)
        .build();
  }

  private void start(TokenStream stream) {
    stream
        .onPartialResponse(part -> {})
        .onCompleteResponse(response -> heard.add("complete"))
        .onError(failures::add)
        .start();
    quiet();
  }

  private void quiet() {
    program.clock.advance(Duration.ofMillis(1));
  }

  @Test
  void roundsOfAModelThatAnswersAtOnceTakeTheirOwnPermits() {
    Limiter limiter = Ritmo.limiter("other", Limit.calls(2, 10, SECONDS));
    ImmediateModel immediate = new ImmediateModel(6);
    start(service(immediate, limiter.call().waitForever(), new Notes()).chat("Hi"));
    assertThat(immediate.sent).isEqualTo(2);

    program.clock.advance(Duration.ofSeconds(11));
    assertThat(immediate.sent).isEqualTo(4);
    program.clock.advance(Duration.ofMinutes(1));
    assertThat(heard).containsExactly("complete");
    assertThat(failures).isEmpty();
  }

  @Test
  void aRequestMadeWhenAPartIsHeardTakesItsOwnPermit() {
    Limiter limiter = Ritmo.limiter("other", Limit.calls(5, 10, SECONDS));
    StreamingChatModel limited = RitmoModels.limit(new ImmediateModel(1), limiter);
    limited.chat(
        "question",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String part) {
            if (heard.isEmpty()) {
              heard.add(part);
              limited.chat("another", this);
            }
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {}

          @Override
          public void onError(Throwable failure) {
            failures.add(failure);
          }
        });

    assertThat(Program.used("other")).isEqualTo(2);
    assertThat(failures).isEmpty();
  }

  @Test
  void aToolDoesNotWaitForTheSlotOfTheStreamThatAskedForIt() {
    Limiter limiter = Ritmo.limiter("other", Limit.concurrent(1));
    start(service(model, limiter.call(), new Nested(limiter)).chat("Hi"));
    CompletableFuture<String> signalled =
        program.start(
            () -> {
              model.complete(ScriptedModel.answer(1, 2));
              return "handled";
            });
    quiet();

    assertThat(signalled.isDone()).isTrue();
    assertThat(model.requests).hasSize(2);
    model.complete(AiMessage.from("done"));
    assertThat(heard).containsExactly("complete");
    assertThat(Program.used("other")).isEqualTo(0);
  }

  @Test
  void everyRoundHasTheKeyOfTheCall() throws Exception {
    Limiter limiter = Ritmo.limiter("other", Limits.of().perKey(Limit.calls(2, 10, SECONDS)));
    Service service = service(model, limiter.call(), new Notes());
    for (String user : List.of("a", "b")) {
      limiter
          .call()
          .key(user)
          .run(
              () -> {
                start(service.chat("Hi"));
                return user;
              });
      model.complete(ScriptedModel.answer(1, 2));
      quiet();
      model.complete(AiMessage.from("done"));
      quiet();
    }

    assertThat(failures).isEmpty();
    assertThat(model.requests).hasSize(4);
    assertThat(heard).hasSize(2);
  }
}
