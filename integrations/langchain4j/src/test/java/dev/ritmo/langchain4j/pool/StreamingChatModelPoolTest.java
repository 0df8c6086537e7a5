package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.exception.InternalServerException;
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

/** Streams: failover before the first piece, cancellation, and what is freed, on virtual time. */
@Timeout(60)
final class StreamingChatModelPoolTest {

  private final PoolTrial trial = new PoolTrial();
  private final ScriptedStream eu = new ScriptedStream();
  private final ScriptedStream us = new ScriptedStream();
  private final Limiter euLimiter = slots("eu");
  private final Limiter usLimiter = slots("us");
  private final StreamingChatModelPool pool =
      trial
          .pool()
          .member("eu", eu, "eu")
          .member("us", us, "us")
          .maxWait(Duration.ofSeconds(20))
          .build();
  private final Reader reader = new Reader();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Limiter slots(String name) {
    return Ritmo.limiter(
        name,
        Limits.of(Limit.calls(100, 60, TimeUnit.SECONDS), Limit.concurrent(1))
            .setup(Duration.ZERO));
  }

  private void assertAllIsFree() {
    for (Limiter limiter : new Limiter[] {euLimiter, usLimiter}) {
      limiter.call().maxWait(Duration.ZERO).acquire().close();
      assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    }
    pool.members().forEach(member -> assertThat(member.inFlight()).isEqualTo(0));
  }

  @Test
  void aStreamIsHandedOnAsItIs() {
    pool.chat("?", reader);
    eu.last().piece("a");
    eu.last().piece("b");
    assertThat(pool.members().get(0).inFlight()).isEqualTo(1);
    eu.last().done();

    assertThat(reader.heard).containsExactly("a", "b", "done").inOrder();
    assertAllIsFree();
  }

  @Test
  void aStreamThatFailsBeforeItsFirstPieceGoesOnElsewhere() {
    pool.chat("?", reader);
    eu.last().fails(Fail.OVERLOADED.get());
    assertThat(reader.heard).isEmpty();
    us.last().piece("a");
    us.last().done();

    assertThat(reader.heard).containsExactly("a", "done").inOrder();
    assertAllIsFree();
  }

  @Test
  void aStreamThatFailsAfterItsFirstPieceFails() {
    pool.chat("?", reader);
    eu.last().piece("a");
    eu.last().fails(Fail.OVERLOADED.get());

    assertThat(us.begun).isEmpty();
    assertThat(reader.heard).containsExactly("a", "failed").inOrder();
    assertThat(reader.failure).isInstanceOf(InternalServerException.class);
    assertThat(pool.members().get(0).isHealthy()).isFalse();
    assertAllIsFree();
  }

  @Test
  void whatAClientSaysAfterAFailoverIsDropped() {
    pool.chat("?", reader);
    ScriptedStream.Begun dead = eu.last();
    dead.fails(Fail.OVERLOADED.get());
    us.last().piece("a");

    dead.piece("from the grave");
    dead.fails(new IllegalStateException());
    dead.done();
    us.last().done();
    us.last().done();

    assertThat(reader.heard).containsExactly("a", "done").inOrder();
    assertAllIsFree();
  }

  @Test
  void aCancelledStreamFreesAllAndSaysNothingMore() {
    pool.chat("?", reader);
    eu.last().piece("a");
    assertThat(pool.members().get(0).inFlight()).isEqualTo(1);

    Objects.requireNonNull(reader.handle).cancel();
    Objects.requireNonNull(reader.handle).cancel();
    eu.last().piece("b");
    eu.last().done();

    assertThat(eu.last().isCancelled()).isTrue();
    assertThat(reader.heard).containsExactly("a");
    assertAllIsFree();
  }

  @Test
  void aRequestThatHasToWaitBlocksNoThreadAndStartsInItsTurn() {
    pool.chat("?", new Reader());
    pool.chat("?", new Reader());
    pool.chat("?", reader); // returns

    assertThat(eu.begun.size() + us.begun.size()).isEqualTo(2);
    us.last().done();
    trial.advance(Duration.ZERO);

    assertThat(us.begun).hasSize(2);
    us.last().done();
    eu.last().done();
    assertThat(reader.heard).containsExactly("done");
    assertAllIsFree();
    assertThat(trial.clock.next()).isEmpty(); // no timer is left
  }

  @Test
  void aRequestThatWaitsTooLongIsRefused() {
    pool.chat("?", new Reader());
    pool.chat("?", new Reader());
    pool.chat("?", reader);
    trial.advance(Duration.ofSeconds(21));

    assertThat(reader.failure).isInstanceOf(RateLimitExceededException.class);
    assertThat(euLimiter.snapshot().waiting() + usLimiter.snapshot().waiting()).isEqualTo(0);
    eu.last().done();
    us.last().done();
    assertAllIsFree();
  }

  @Test
  void aHandlerThatAsksAgainFindsTheSlotFree() {
    Reader second = new Reader();
    euLimiter.pause(Duration.ofHours(1)); // us alone, with one slot
    pool.chat(
        "?",
        new dev.langchain4j.model.chat.response.StreamingChatResponseHandler() {
          @Override
          public void onCompleteResponse(dev.langchain4j.model.chat.response.ChatResponse answer) {
            pool.chat("again", second);
          }

          @Override
          public void onError(Throwable error) {}
        });
    us.last().done();

    assertThat(us.begun).hasSize(2);
    us.last().done();
    assertThat(second.heard).containsExactly("done");
  }

  @Test
  void aFirstPieceIsEnoughForAProbe() {
    pool.chat("?", new Reader());
    eu.last().fails(Fail.OVERLOADED.get());
    us.last().done();
    trial.advance(Duration.ofSeconds(1));
    pool.chat("?", reader);
    assertThat(pool.members().get(0).isHealthy()).isFalse();

    eu.last().piece("a");

    assertThat(pool.members().get(0).isHealthy()).isTrue();
  }

  @Test
  void aProbeThatIsCancelledHandsItsTurnOn() {
    pool.chat("?", new Reader());
    eu.last().fails(Fail.OVERLOADED.get());
    trial.advance(Duration.ofSeconds(1)); // us is taken
    pool.chat("?", reader);
    assertThat(eu.begun).hasSize(2);

    eu.last().fails(new java.util.concurrent.CancellationException());
    trial.advance(Duration.ofSeconds(1));
    Reader next = new Reader();
    pool.chat("?", next);
    eu.last().done();

    assertThat(next.heard).containsExactly("done");
    assertThat(pool.members().get(0).isHealthy()).isTrue();
  }

  @Test
  void aModelThatThrowsInsteadOfTellingItsHandlerIsTheSame() {
    StreamingChatModelPool throwing =
        trial
            .pool()
            .member(
                "bad",
                new dev.langchain4j.model.chat.StreamingChatModel() {
                  @Override
                  public void doChat(
                      dev.langchain4j.model.chat.request.ChatRequest request,
                      dev.langchain4j.model.chat.response.StreamingChatResponseHandler handler) {
                    throw Fail.NO_CONNECTION.get();
                  }
                },
                "eu")
            .member("us", us, "us")
            .build();

    throwing.chat("?", reader);
    us.last().done();

    assertThat(reader.heard).containsExactly("done");
    assertAllIsFree();
  }
}
