package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streamed requests under a limiter, on virtual time, with a model that a script drives. */
final class LimitedStreamsTest {

  private final VirtualClock clock = new VirtualClock();
  private final Model model = new Model();
  private final Heard heard = new Heard();

  /** Hands its handlers to the test. */
  private static final class Model implements StreamingChatModel {

    final List<StreamingChatResponseHandler> handlers = new CopyOnWriteArrayList<>();
    final Deque<Consumer<StreamingChatResponseHandler>> script = new ArrayDeque<>();

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handlers.add(handler);
      Consumer<StreamingChatResponseHandler> next = script.poll();
      if (next != null) {
        next.accept(handler);
      }
    }
  }

  /** What the caller hears. */
  private static final class Heard implements StreamingChatResponseHandler {

    final List<String> parts = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<ChatResponse> complete = new CopyOnWriteArrayList<>();
    final List<StreamingHandle> handles = new CopyOnWriteArrayList<>();

    @Override
    public void onPartialResponse(String part) {
      parts.add(part);
      if (part.equals("bad")) {
        throw new IllegalStateException("handler");
      }
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
      handles.add(context.streamingHandle());
      onPartialResponse(part.text());
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
      parts.add("raw " + event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      complete.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      errors.add(failure);
    }
  }

  private static final class Handle implements StreamingHandle {

    private volatile boolean isCancelled;

    @Override
    public void cancel() {
      isCancelled = true;
    }

    @Override
    public boolean isCancelled() {
      return isCancelled;
    }
  }

  @BeforeEach
  void start() {
    Ritmo.reset(clock);
    System.setProperty("ritmo.limiter.openai.setup", "0");
  }

  @AfterEach
  void reset() {
    System.clearProperty("ritmo.limiter.openai.setup");
    Ritmo.reset();
  }

  private static ChatResponse complete(String text, int input, int output) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(text))
        .tokenUsage(new TokenUsage(input, output))
        .build();
  }

  private static long used(Limiter limiter, int limit) {
    return limiter.snapshot().states().get(limit).used();
  }

  private void advance(Duration time) {
    clock.advance(time);
    clock.awaitQuiet();
    while (clock.next().filter(Duration::isZero).isPresent()) {
      clock.advance(Duration.ZERO);
      clock.awaitQuiet();
    }
  }

  @Test
  void aStreamHoldsItsSlotUntilItsEndAndSettles() {
    Limiter limiter =
        Ritmo.limiter("openai", Limit.tokens(1_000, 10, SECONDS), Limit.concurrent(1));
    StreamingChatModel limited = RitmoModels.limit(model, "openai");

    limited.chat("question", heard);
    assertThat(used(limiter, 1)).isEqualTo(1);
    model.handlers.get(0).onPartialResponse("one ");
    model.handlers.get(0).onPartialResponse("two");
    model.handlers.get(0).onCompleteResponse(complete("one two", 6, 2));

    assertThat(heard.parts).containsExactly("one ", "two").inOrder();
    assertThat(heard.complete.get(0).aiMessage().text()).isEqualTo("one two");
    assertThat(heard.errors).isEmpty();
    assertThat(used(limiter, 0)).isEqualTo(8);
    assertThat(used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void aStreamWaitsWithoutItsCaller() {
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(1, 10, SECONDS));
    StreamingChatModel limited = RitmoModels.limit(model, limiter);

    limited.chat("first", heard);
    limited.chat("second", heard);
    assertThat(model.handlers).hasSize(1);
    advance(Duration.ofSeconds(11));

    assertThat(model.handlers).hasSize(2);
  }

  @Test
  void aRefusalGoesToTheHandler() {
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(1, 10, SECONDS));
    StreamingChatModel limited = RitmoModels.limit(model, limiter.call().maxWait(Duration.ZERO));

    limited.chat("first", heard);
    limited.chat("second", heard);

    assertThat(heard.errors.get(0)).isInstanceOf(RateLimitExceededException.class);
    assertThat(model.handlers).hasSize(1);
  }

  @Test
  void anUndeclaredLimiterGoesToTheHandlerToo() {
    RitmoModels.limit(model, "nowhere").chat("question", heard);

    assertThat(heard.errors.get(0)).isInstanceOf(IllegalStateException.class);
    assertThat(heard.errors.get(0)).hasMessageThat().contains("nowhere");
  }

  @Test
  void aRejectionBeforeTheFirstTokenIsRetried() {
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(10, 10, SECONDS));
    RetrySettings retry = RetrySettings.DEFAULT.delays(100, 100, MILLISECONDS);
    StreamingChatModel limited = RitmoModels.limit(model, limiter.call().retry(retry));

    limited.chat("question", heard);
    model.handlers.get(0).onUnmappedRawEvent("ping");
    model.handlers.get(0).onError(new RateLimitException("429"));
    assertThat(heard.errors).isEmpty();
    advance(Duration.ofSeconds(1));
    model.handlers.get(1).onUnmappedRawEvent("start");
    model.handlers.get(1).onPartialResponse("yes");
    model.handlers.get(1).onCompleteResponse(complete("yes", 1, 1));

    assertThat(heard.parts).containsExactly("raw start", "yes").inOrder();
    assertThat(heard.complete).hasSize(1);
    assertThat(used(limiter, 0)).isEqualTo(2);
  }

  @Test
  void signalsAfterTheLastOneChangeNothing() {
    Limiter limiter =
        Ritmo.limiter("openai", Limit.tokens(10_000, 10, SECONDS), Limit.concurrent(1));
    RetrySettings retry = RetrySettings.DEFAULT.delays(100, 100, MILLISECONDS);
    LimitedCall call = limiter.call().outputTokens(1_000).retry(retry);

    RitmoModels.limit(model, call).chat("question", heard);
    model.handlers.get(0).onError(new RateLimitException("429"));
    advance(Duration.ofSeconds(1));
    long reserved = used(limiter, 0);
    model.handlers.get(0).onPartialResponse("late");
    model.handlers.get(0).onCompleteResponse(complete("late", 1, 1));
    assertThat(used(limiter, 0)).isEqualTo(reserved);
    model.handlers.get(1).onCompleteResponse(complete("yes", 1, 1));
    model.handlers.get(1).onCompleteResponse(complete("yes", 1, 1));
    model.handlers.get(1).onError(new RateLimitException("429"));

    assertThat(heard.parts).isEmpty();
    assertThat(heard.complete).hasSize(1);
    assertThat(heard.errors).isEmpty();
    assertThat(used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void aRejectionAfterTheFirstTokenEndsTheStream() {
    Limiter limiter = Ritmo.limiter("openai", Limit.tokens(1_000, 10, SECONDS));
    StreamingChatModel limited = RitmoModels.limit(model, limiter);

    limited.chat("question", heard);
    model.handlers.get(0).onPartialResponse("one ");
    model.handlers.get(0).onError(new RateLimitException("429"));
    advance(Duration.ofSeconds(5));

    assertThat(heard.errors.get(0)).isInstanceOf(RateLimitException.class);
    assertThat(model.handlers).hasSize(1);
    assertThat(used(limiter, 0)).isAtMost(10);
  }

  @Test
  void aModelThatThrowsIsAsOneThatFails() {
    Limiter limiter = Ritmo.limiter("openai", Limit.concurrent(1));
    model.script.add(
        handler -> {
          throw new IllegalArgumentException("bad request");
        });

    RitmoModels.limit(model, limiter).chat("question", heard);

    assertThat(heard.errors.get(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(used(limiter, 0)).isEqualTo(0);
  }

  @Test
  void aCancelledStreamStopsTheModelAndSettlesWhatItHasReceived() {
    Limiter limiter =
        Ritmo.limiter("openai", Limit.tokens(1_000, 10, SECONDS), Limit.concurrent(1));
    StreamingChatModel limited = RitmoModels.limit(model, limiter);
    Handle ofModel = new Handle();

    limited.chat("question", heard);
    model
        .handlers
        .get(0)
        .onPartialResponse(new PartialResponse("two words"), new PartialResponseContext(ofModel));
    assertThat(heard.handles.get(0).isCancelled()).isFalse();
    heard.handles.get(0).cancel();

    assertThat(ofModel.isCancelled()).isTrue();
    assertThat(heard.handles.get(0).isCancelled()).isTrue();
    assertThat(used(limiter, 0)).isAtLeast(2);
    assertThat(used(limiter, 0)).isAtMost(10);
    assertThat(used(limiter, 1)).isEqualTo(0);

    model.handlers.get(0).onPartialResponse("late");
    model.handlers.get(0).onCompleteResponse(complete("late", 500, 400));
    assertThat(heard.parts).containsExactly("two words");
    assertThat(heard.complete).isEmpty();
    assertThat(used(limiter, 0)).isAtMost(10);
  }

  @Test
  void anExceptionOfTheHandlerComesBackToIt() {
    Limiter limiter = Ritmo.limiter("openai", Limit.concurrent(1));

    RitmoModels.limit(model, limiter).chat("question", heard);
    model.handlers.get(0).onPartialResponse("bad");
    model.handlers.get(0).onPartialResponse("good");
    model.handlers.get(0).onCompleteResponse(complete("good", 1, 1));

    assertThat(heard.errors.get(0)).hasMessageThat().isEqualTo("handler");
    assertThat(heard.parts).containsExactly("bad", "good").inOrder();
    assertThat(used(limiter, 0)).isEqualTo(0);
  }

  @Test
  void aStreamWithinAGovernedCallTakesItsPlace() throws Exception {
    Limiter limiter = Ritmo.limiter("openai", Limit.calls(10, 10, SECONDS), Limit.concurrent(1));
    StreamingChatModel limited = RitmoModels.limit(model, limiter);

    String done =
        limiter
            .call()
            .run(
                () -> {
                  limited.chat("question", heard);
                  return "done";
                });
    assertThat(done).isEqualTo("done");
    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(used(limiter, 1)).isEqualTo(1);
    model.handlers.get(0).onCompleteResponse(complete("yes", 1, 1));

    assertThat(used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void manyStreamsEndInAnyOrder() {
    Limiter limiter = Ritmo.limiter("openai", Limit.concurrent(3));
    StreamingChatModel limited = RitmoModels.limit(model, limiter.call().waitForever());
    List<Heard> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Heard one = new Heard();
      all.add(one);
      limited.chat("question " + i, one);
    }
    for (int i = 0; i < 12; i++) {
      assertThat(model.handlers).hasSize(Math.min(12, i + 3));
      model.handlers.get(i).onCompleteResponse(complete("yes", 1, 1));
      advance(Duration.ZERO);
    }

    assertThat(all.stream().allMatch(one -> one.complete.size() == 1)).isTrue();
    assertThat(used(limiter, 0)).isEqualTo(0);
  }
}
