package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stream through a pool has used, however it ends. */
@Timeout(60)
final class StreamsSettleTest {

  private static final int CALLS = 0;
  private static final int TOKENS = 1;

  private final PoolTrial trial = new PoolTrial();
  private final ScriptedStream eu = new ScriptedStream();
  private final ScriptedStream us = new ScriptedStream();
  private final Limiter euLimiter = limiter("eu");
  private final Limiter usLimiter = limiter("us");
  private final StreamingChatModelPool pool =
      trial.pool().member("eu", eu, "eu").member("us", us, "us").build();
  private final Reader reader =
      new Reader() {
        @Override
        public void onUnmappedRawEvent(Object event) {
          heard.add("raw " + event);
        }
      };

  private static Limiter limiter(String name) {
    return Ritmo.limiter(
        name,
        Limits.of(
                Limit.calls(100, 60, TimeUnit.SECONDS), Limit.tokens(10_000, 60, TimeUnit.SECONDS))
            .setup(Duration.ZERO));
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private static long used(Limiter limiter, int limit) {
    return limiter.snapshot().states().get(limit).used();
  }

  private static ChatResponse answer(int input, int output) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from("all"))
        .tokenUsage(new TokenUsage(input, output))
        .build();
  }

  @Test
  void anAnswerThatComesLaterSettlesWhatItReports() {
    pool.chat("?", reader);
    eu.last().piece("a");
    eu.last().done(answer(30, 40));

    assertThat(used(euLimiter, TOKENS)).isEqualTo(70);
  }

  @Test
  void aFailoverSettlesWhereItWasServed() {
    pool.chat("?", reader);
    eu.last().fails(Fail.OVERLOADED.get());
    us.last().done(answer(30, 40));

    assertThat(used(usLimiter, TOKENS)).isEqualTo(70);
  }

  @Test
  void aCancelledStreamSettlesThePromptAndWhatWasReceived() {
    pool.chat("?", reader);
    eu.last().piece("two words");
    Objects.requireNonNull(reader.handle).cancel();

    assertThat(used(euLimiter, TOKENS)).isIn(com.google.common.collect.Range.closed(2L, 20L));
  }

  @Test
  void aBrokenStreamSettlesThePromptAndWhatWasReceived() {
    pool.chat("?", reader);
    eu.last().piece("two words");
    eu.last().fails(Fail.OVERLOADED.get());

    assertThat(used(euLimiter, TOKENS)).isIn(com.google.common.collect.Range.closed(2L, 20L));
  }

  @Test
  void aRefusalInTheMiddleOfAStreamGivesNothingBack() {
    pool.chat("?", reader);
    eu.last().piece("a");
    eu.last().fails(new RateLimitExceededException("tools", null, Duration.ofSeconds(1)));

    assertThat(used(euLimiter, CALLS)).isEqualTo(1);
    assertThat(reader.failure).isInstanceOf(RateLimitExceededException.class);
  }

  @Test
  void rawEventsBeforeTheFirstPieceAreKeptBack() {
    pool.chat("?", reader);
    eu.last().raw("eu");
    eu.last().fails(Fail.OVERLOADED.get());
    us.last().raw("us");
    assertThat(reader.heard).isEmpty();
    us.last().piece("a");
    us.last().raw("more");
    us.last().done(answer(1, 1));

    assertThat(reader.heard).containsExactly("raw us", "a", "raw more", "done").inOrder();
  }

  @Test
  void anExceptionOfTheHandlerIsNoFailureOfTheMember() {
    Reader bad =
        new Reader() {
          @Override
          public void onUnmappedRawEvent(Object event) {
            throw Fail.REJECTED.get();
          }
        };
    pool.chat("?", bad);
    eu.last().piece("a");
    eu.last().raw("b");
    eu.last().piece("c");
    eu.last().done(answer(30, 40));

    assertThat(bad.heard).containsExactly("a", "failed", "c", "done").inOrder();
    assertThat(pool.members().get(0).failed()).isEqualTo(0);
    assertThat(used(euLimiter, TOKENS)).isEqualTo(70);
  }

  @Test
  void aHandlerThatCannotHearOfAFailureEndsNothingElse() {
    euLimiter.pause(Duration.ofHours(1));
    usLimiter.pause(Duration.ofHours(1));

    pool.chat(
        "?",
        new StreamingChatResponseHandler() {
          @Override
          public void onCompleteResponse(ChatResponse answer) {}

          @Override
          public void onError(Throwable error) {
            throw new IllegalStateException("of the handler");
          }
        });

    assertThat(euLimiter.snapshot().waiting() + usLimiter.snapshot().waiting()).isEqualTo(0);
  }
}
