package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.langchain4j.internal.RefusedRequestException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools within other things that limit, on virtual time: each request counts once per limiter. */
@Timeout(60)
final class NestedPoolsTest {

  private final PoolTrial trial = new PoolTrial();
  private final AtomicInteger sent = new AtomicInteger();
  private final ChatModel model =
      new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
          sent.incrementAndGet();
          return ChatResponse.builder().aiMessage(AiMessage.from("yes")).build();
        }
      };

  @AfterEach
  void close() {
    trial.close();
  }

  private static long used(Limiter limiter) {
    return limiter.snapshot().states().get(0).used();
  }

  @Test
  void aPoolWithinAPoolCountsOncePerLimiter() {
    Limiter outer = trial.limiter("outer", 10, 60);
    Limiter inner = trial.limiter("inner", 10, 60);
    ChatModelPool within = trial.pool().member("within", model, inner).build();
    ChatModelPool pool = trial.pool().member("pool", within, outer).build();

    assertThat(pool.chat("?")).isEqualTo("yes");
    assertThat(used(outer)).isEqualTo(1);
    assertThat(used(inner)).isEqualTo(1);
  }

  @Test
  void aMethodAroundAPoolHandsItsPlaceToTheMemberOfItsLimiter() throws Exception {
    Limiter eu = trial.limiter("eu", 10, 60);
    Limiter us = trial.limiter("us", 10, 60);
    ChatModelPool pool = trial.pool().member("eu", model, eu).member("us", model, us).build();

    Callable<String> body = () -> pool.chat("?");
    assertThat(eu.call().run(body)).isEqualTo("yes");
    assertThat(used(eu)).isEqualTo(1);
    assertThat(used(us)).isEqualTo(0);

    eu.call()
        .run(
            () -> {
              pool.chat("?");
              pool.chat("?");
              return pool.chat("?");
            });
    assertThat(used(eu) + used(us)).isEqualTo(4);
    assertThat(sent.get()).isEqualTo(4);
  }

  @Test
  void aMethodAroundAPoolWithOneSlotDoesNotDeadlock() throws Exception {
    Limiter one = Ritmo.limiter("one", Limits.of(Limit.concurrent(1)).setup(Duration.ZERO));
    ChatModelPool pool =
        trial.pool().member("one", model, one).maxWait(Duration.ofSeconds(1)).build();

    assertThat(one.call().run(() -> pool.chat("?") + pool.chat("?"))).isEqualTo("yesyes");
    assertThat(used(one)).isEqualTo(0);
  }

  @Test
  void aPoolUnderALimitCountsInBoth() {
    Limiter all = trial.limiter("all", 10, 60);
    Limiter eu = trial.limiter("eu", 10, 60);
    ChatModel limited = RitmoModels.limit(trial.pool().member("eu", model, eu).build(), all);

    assertThat(limited.chat("?")).isEqualTo("yes");
    assertThat(used(all)).isEqualTo(1);
    assertThat(used(eu)).isEqualTo(1);
  }

  @Test
  void aRefusedRetryWithinAMemberLeavesTheRequestThatWasSentCounted() {
    Limiter eu = trial.limiter("eu", 1, 1000);
    ChatModel retrying =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            throw new IllegalStateException(
                new RefusedRequestException(
                    new RateLimitExceededException("eu", null, Duration.ofSeconds(999))));
          }
        };
    ChatModelPool pool = trial.pool().member("eu", retrying, eu).build();

    assertThrows(RuntimeException.class, () -> pool.chat("?"));

    assertThat(used(eu)).isEqualTo(1);
    assertThat(pool.members().get(0).sent()).isEqualTo(1);
    assertThat(pool.members().get(0).inFlight()).isEqualTo(0);
  }
}
