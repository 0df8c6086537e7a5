package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where requests go, one member after the other, on virtual time. */
@Timeout(60)
final class ChatModelPoolTest {

  private final PoolTrial trial = new PoolTrial();
  private final ScriptedModel eu = new ScriptedModel("eu");
  private final ScriptedModel us = new ScriptedModel("us");
  private final ScriptedModel claude = new ScriptedModel("claude");
  private final Limiter euLimiter = trial.limiter("eu", 2, 60);
  private final Limiter usLimiter = trial.limiter("us", 2, 30);
  private final Limiter claudeLimiter = trial.limiter("claude", 100, 60);

  @AfterEach
  void close() {
    trial.close();
  }

  private ChatModelPool two() {
    return trial.pool().member("eu", eu, "eu").member("us", us, usLimiter).build();
  }

  private ChatModelPool three() {
    return trial
        .pool()
        .member("eu", eu, "eu")
        .member("us", us, "us")
        .fallback("claude", claude, "claude")
        .build();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  @Test
  void aRequestGoesWhereItCanStartFirstAndTakesNothingElsewhere() {
    ChatModelPool pool = two();

    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(pool.chat("?"));
    }

    assertThat(answers).containsExactly("eu", "eu", "us", "us").inOrder();
    assertThat(euLimiter.snapshot().admitted()).isEqualTo(2);
    assertThat(usLimiter.snapshot().admitted()).isEqualTo(2);

    PoolTrial.Call waits = trial.call(pool);
    assertThat(waits.hasEnded()).isFalse();
    assertThat(euLimiter.snapshot().waiting()).isEqualTo(1);
    assertThat(usLimiter.snapshot().waiting()).isEqualTo(1);
    trial.advance(seconds(31));

    assertThat(waits.answer).isEqualTo("us");
    assertThat(waits.endedAt).isWithin(0.5).of(30);
    assertThat(euLimiter.snapshot().waiting()).isEqualTo(0);
    assertThat(euLimiter.snapshot().admitted()).isEqualTo(2);
    assertThat(trial.clock.next()).isEmpty();
  }

  @Test
  void ofThoseThatCanStartAtOnceTheCheapestGetsIt() {
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member("eu", eu, "eu", member -> member.weight(3))
            .member("us", us, "us", member -> member.weight(0.5))
            .build();

    assertThat(pool.chat("?")).isEqualTo("us");
    assertThat(pool.chat("?")).isEqualTo("us");
    assertThat(pool.chat("?")).isEqualTo("eu");
  }

  @Test
  void ofEquallyCheapOnesTheLeastBusyGetsIt() {
    eu.taking(seconds(10));
    us.taking(seconds(10));
    ChatModelPool pool = two();

    trial.call(pool);
    trial.call(pool);

    assertThat(eu.sent()).isEqualTo(1);
    assertThat(us.sent()).isEqualTo(1);
    assertThat(pool.members().get(0).inFlight()).isEqualTo(1);
    trial.advance(seconds(10));
    assertThat(pool.members().get(0).inFlight()).isEqualTo(0);
  }

  @Test
  void aRejectionGoesElsewhereAtOnce() {
    eu.failing(Fail.REJECTED_FOR_20_S);
    ChatModelPool pool = two();

    assertThat(pool.chat("?")).isEqualTo("us");

    assertThat(trial.now()).isEqualTo(0);
    assertThat(pool.members().get(0).isHealthy()).isTrue(); // its limiter is paused
    assertThat(pool.chat("?")).isEqualTo("us");
    PoolTrial.Call waits = trial.call(pool);
    trial.advance(seconds(21));
    assertThat(waits.answer).isEqualTo("eu");
    assertThat(waits.endedAt).isWithin(0.5).of(20);
  }

  @Test
  void aRequestThatIsRejectedEverywhereFailsWithTheRejection() {
    eu.failing(Fail.REJECTED);
    us.failing(Fail.REJECTED);

    RateLimitException thrown = assertThrows(RateLimitException.class, () -> two().chat("?"));

    assertThat(thrown.getSuppressed()).hasLength(1);
    assertThat(eu.sent()).isEqualTo(1);
    assertThat(us.sent()).isEqualTo(1);
  }

  @Test
  void aReroutedRequestKeepsItsPlace() {
    eu.taking(seconds(5)).failing(Fail.REJECTED);
    ChatModelPool pool = two();
    PoolTrial.Call first = trial.call(pool); // goes to eu, and is rejected in 5 s
    us.taking(seconds(1));
    trial.call(pool);
    trial.call(pool);
    trial.call(pool);
    PoolTrial.Call second = trial.call(pool); // waits
    trial.advance(seconds(32));

    assertThat(first.answer).isEqualTo("us");
    assertThat(second.hasEnded() ? second.endedAt : 99).isAtLeast(first.endedAt);
  }

  @Test
  void whenAllAreExhaustedItFailsAtOnceWithTheEarliestTimeAndWhich() {
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, "eu")
            .member("us", us, "us")
            .maxWait(Duration.ofSeconds(10))
            .build();
    for (int i = 0; i < 4; i++) {
      pool.chat("?");
    }

    PoolTrial.Call refused = trial.call(pool);

    assertThat(refused.endedAt).isEqualTo(0);
    RateLimitExceededException refusal = refused.refusal();
    assertThat(refusal.limiterName()).isEqualTo("us");
    assertThat(refusal.retryAfter().toMillis() / 1000.0).isWithin(0.5).of(30);
    assertThat(refusal)
        .hasMessageThat()
        .matches(
            ".*no member of the pool can start it in time: \"us\" could in 30 s \\(.*\\); \"eu\" could in 60 s .*Fix: .*");
    assertThat(euLimiter.snapshot().waiting() + usLimiter.snapshot().waiting()).isEqualTo(0);
    assertThat(trial.clock.next()).isEmpty();
  }

  @Test
  void manyThatWaitTogetherAreNotRefusedForWhatOthersServe() {
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, trial.limiter("a", 1, 10))
            .member("us", us, trial.limiter("b", 2, 10))
            .member("claude", claude, trial.limiter("c", 3, 10))
            .maxWait(Duration.ofSeconds(25))
            .build();

    for (int i = 0; i < 24; i++) {
      trial.call(pool);
    }

    // 6 go at once, and 6 each after 10 and 20 seconds; none of the last 6 could
    assertThat(trial.calls.stream().filter(call -> call.failure != null).count()).isEqualTo(6);
    trial.advance(seconds(21));
    assertThat(trial.served()).isEqualTo(18);
  }

  @Test
  void aPauseOfAllRefusesThoseThatWait() {
    eu.failing(Fail.REJECTED);
    ChatModelPool pool =
        trial.pool().member("eu", eu, "eu").maxWait(Duration.ofSeconds(70)).build();
    euLimiter.call().acquire().close();
    euLimiter.call().acquire().close();
    PoolTrial.Call waits = trial.call(pool);
    assertThat(waits.hasEnded()).isFalse();
    euLimiter.pause(Duration.ofHours(1));
    trial.advance(seconds(71));

    assertThat(waits.failure).isInstanceOf(RateLimitExceededException.class);
    assertThat(waits.refusal().retryAfter()).isGreaterThan(Duration.ofMinutes(58));
  }

  @Test
  void fallbacksFollowByWhatTheFailureSays() {
    ChatModelPool pool = three();

    eu.failing(Fail.FILTERED);
    assertThat(pool.chat("filtered")).isEqualTo("claude");
    assertThat(us.sent()).isEqualTo(0); // has the same filter
    assertThat(pool.members().get(0).isHealthy()).isTrue();

    eu.failing(Fail.TOO_LONG);
    assertThat(pool.chat("too long")).isEqualTo("claude");
  }

  @Test
  void aContextThatIsTooLongGoesToALargerWindowOnly() {
    ScriptedModel large = new ScriptedModel("large");
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member("eu", eu.failing(Fail.TOO_LONG), "eu", one -> one.contextWindow(8_000))
            .member("us", us, "us", one -> one.contextWindow(8_000).weight(2))
            .member("large", large, "us", one -> one.contextWindow(128_000).weight(9))
            .fallback("claude", claude, "claude")
            .build();

    assertThat(pool.chat("?")).isEqualTo("large");
    assertThat(us.sent() + claude.sent()).isEqualTo(0);
  }

  @Test
  void aBadRequestNeverGoesElsewhere() {
    for (Fail failure : List.of(Fail.BAD, Fail.UNKNOWN)) {
      eu.failing(failure);
      ChatModelPool pool = three();

      assertThrows(RuntimeException.class, () -> pool.chat("?"));

      assertThat(us.sent() + claude.sent()).isEqualTo(0);
      assertThat(pool.members().get(0).isHealthy()).isTrue();
    }
  }

  @Test
  void aBadRequestThatARejectionHasHiddenIsTold() {
    eu.failing(Fail.REJECTED);
    us.failing(Fail.BAD);

    Throwable thrown = assertThrows(RuntimeException.class, () -> three().chat("?"));

    assertThat(thrown).isInstanceOf(dev.langchain4j.exception.InvalidRequestException.class);
    assertThat(claude.sent()).isEqualTo(0);
  }

  @Test
  void whenAllOrdinaryMembersAreTooLateTheFallbackServes() {
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, "eu")
            .fallback("claude", claude, "claude")
            .maxWait(Duration.ofSeconds(5))
            .build();

    assertThat(List.of(pool.chat("1"), pool.chat("2"), pool.chat("3")))
        .containsExactly("eu", "eu", "claude")
        .inOrder();
    assertThat(euLimiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void listenersHearOnceOfTheRequestOfTheirMember() {
    List<String> heard = new ArrayList<>();
    eu.listeners = List.of(listener("eu", heard));
    us.listeners = List.of(listener("us", heard));
    ChatModelPool pool = two();

    pool.chat("?");
    assertThat(heard).containsExactly("eu request model-of-eu", "eu response").inOrder();

    heard.clear();
    eu.failing(Fail.REJECTED);
    pool.chat("?");
    assertThat(heard)
        .containsExactly(
            "eu request model-of-eu", "eu error", "us request model-of-us", "us response")
        .inOrder();
  }

  @Test
  void attributesForListenersArriveThere() {
    List<String> heard = new ArrayList<>();
    eu.listeners =
        List.of(
            new ChatModelListener() {
              @Override
              public void onRequest(ChatModelRequestContext context) {
                heard.add(context.attributes() + " " + context.modelProvider());
              }
            });

    two()
        .chat(
            ChatRequest.builder().messages(UserMessage.from("?")).build(),
            ChatRequestOptions.builder().addListenerAttribute("span", 7).build());

    assertThat(heard).containsExactly("{span=7} OPEN_AI");
  }

  private static ChatModelListener listener(String name, List<String> heard) {
    return new ChatModelListener() {
      @Override
      public void onRequest(ChatModelRequestContext context) {
        heard.add(name + " request " + context.chatRequest().modelName());
      }

      @Override
      public void onResponse(ChatModelResponseContext context) {
        heard.add(name + " response");
      }

      @Override
      public void onError(ChatModelErrorContext context) {
        heard.add(name + " error");
      }
    };
  }

  @Test
  void itCanWhatAllCanAndHasNoDefaultsOfItsOwn() {
    eu.capabilities = Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    ChatModelPool pool = two();

    assertThat(pool.supportedCapabilities()).isEmpty();
    us.capabilities = Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    assertThat(pool.supportedCapabilities())
        .containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    assertThat(pool.defaultRequestParameters().modelName()).isNull();
    assertThat(pool.listeners()).isEmpty();
    assertThat(pool.provider()).isEqualTo(ModelProvider.OPEN_AI);
    us.provider = ModelProvider.ANTHROPIC;
    assertThat(pool.provider()).isEqualTo(ModelProvider.OTHER);
  }

  @Test
  void aDecoratorAroundItFiresNoListenerTwice() {
    List<String> heard = new ArrayList<>();
    eu.listeners = List.of(listener("eu", heard));
    ChatModelPool pool = two();

    pool.doChat(ChatRequest.builder().messages(UserMessage.from("?")).build());

    assertThat(heard).containsExactly("eu request model-of-eu", "eu response").inOrder();
  }

  @Test
  void anInterruptGivesAllPlacesUp() {
    ChatModelPool pool = two();
    for (int i = 0; i < 4; i++) {
      pool.chat("?");
    }
    PoolTrial.Call waits = trial.call(pool);

    waits.interrupt();
    trial.advance(Duration.ZERO);

    assertThat(waits.failure).isInstanceOf(InterruptedWaitException.class);
    assertThat(euLimiter.snapshot().waiting() + usLimiter.snapshot().waiting()).isEqualTo(0);
    assertThat(trial.clock.next()).isEmpty();
  }

  @Test
  void aRequestThatIsInterruptedWhileItIsSentGoesNowhereElse() {
    eu.failing(() -> new RuntimeException(new InterruptedException()));

    assertThrows(RuntimeException.class, () -> two().chat("?"));

    assertThat(us.sent()).isEqualTo(0);
  }

  @Test
  void membersOfOneAccountCountOnce() {
    ChatModelPool pool =
        trial.pool().member("one", eu, "eu").member("other", us, Ritmo.limiter("eu")).build();
    pool.chat("?");
    pool.chat("?");

    PoolTrial.Call waits = trial.call(pool);

    assertThat(euLimiter.snapshot().admitted()).isEqualTo(2);
    assertThat(euLimiter.snapshot().waiting()).isEqualTo(1);
    trial.advance(seconds(61));
    assertThat(waits.answer).isNotNull();
    assertThat(euLimiter.snapshot().admitted()).isEqualTo(3);
  }

  @Test
  void aLimiterThatIsNotDeclaredFailsTheRequest() {
    ChatModelPool pool = trial.pool().member("eu", eu, "eu").member("x", us, "unheard").build();

    pool.chat("?"); // eu has it at once
    pool.chat("?");
    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> pool.chat("?"));

    assertThat(thrown).hasMessageThat().contains("Limiter \"unheard\" must be declared");
    assertThat(euLimiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void afterAnOverloadTheWayOnTakesARetryOfTheOther() {
    usLimiter.retryBudget(new dev.ritmo.runtime.RetryBudget(0, 1, 1));
    eu.failing(Fail.OVERLOADED);
    ChatModelPool pool =
        trial.pool().member("eu", eu, claudeLimiter).member("us", us, "us").build();
    assertThat(pool.chat("?")).isEqualTo("us");
    assertThat(usLimiter.snapshot().retriesLeft()).isEqualTo(0);
    trial.advance(seconds(2));
    eu.failing(Fail.OVERLOADED);

    Throwable thrown = assertThrows(RuntimeException.class, () -> pool.chat("?"));

    assertThat(thrown).isInstanceOf(dev.langchain4j.exception.InternalServerException.class);
    assertThat(us.sent()).isEqualTo(1);
    assertThat(usLimiter.snapshot().givenBack()).isEqualTo(1);
  }

  @Test
  void slotsAreFreedHoweverARequestEnds() {
    Limiter slots = Ritmo.limiter("slots", dev.ritmo.runtime.spi.Limit.concurrent(1));
    ChatModelPool pool = trial.pool().member("eu", eu, slots).build();
    for (Fail failure : Fail.values()) {
      eu.failing(failure);
      assertThrows(RuntimeException.class, () -> pool.chat("?"));
      trial.advance(Duration.ofHours(2));
    }
    eu.failing(
        () -> {
          throw new AssertionError("an error");
        });
    assertThrows(AssertionError.class, () -> pool.chat("?"));

    assertThat(pool.chat("?")).isEqualTo("eu");
    assertThat(pool.members().get(0).inFlight()).isEqualTo(0);
  }

  @Test
  void aMemberThatIsLimitedItselfAndRefusesIsLeft() {
    eu.failing(() -> new RateLimitExceededException("inner", null, Duration.ofSeconds(3)));
    ChatModelPool pool = two();

    assertThat(pool.chat("?")).isEqualTo("us");

    assertThat(euLimiter.snapshot().givenBack()).isEqualTo(1); // nothing was sent
    assertThat(pool.members().get(0).isHealthy()).isTrue();
  }

  @Test
  void aThreadThatIsInterruptedWhileItsRequestFailsSendsNoOther() {
    eu.failing(
        () -> {
          Thread.currentThread().interrupt();
          return Fail.NO_CONNECTION.get();
        });

    PoolTrial.Call call = trial.call(two());

    assertThat(call.failure).hasCauseThat().isInstanceOf(java.net.ConnectException.class);
    assertThat(us.sent()).isEqualTo(0);
    assertThat(usLimiter.snapshot().admitted()).isEqualTo(0);
  }

  @Test
  void withoutAnyWaitARequestIsRefusedAtOnceWhereSlotsAreTaken() {
    Limiter slots = Ritmo.limiter("slots", dev.ritmo.runtime.spi.Limit.concurrent(1));
    eu.taking(seconds(30));
    ChatModelPool pool = trial.pool().member("eu", eu, slots).maxWait(Duration.ZERO).build();
    trial.call(pool);

    PoolTrial.Call refused = trial.call(pool);

    assertThat(refused.endedAt).isEqualTo(0);
    assertThat(refused.refusal().limiterName()).isEqualTo("slots");
    assertThat(slots.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aFallbackInTheAccountOfAMemberIsNotPreferredForItsPrice() {
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member("eu", eu, "claude", member -> member.weight(5))
            .fallback("claude", claude, "claude", member -> member.weight(0))
            .build();
    assertThat(pool.chat("?")).isEqualTo("eu");
    eu.failing(Fail.FILTERED);

    assertThat(pool.chat("?")).isEqualTo("claude");
    assertThat(claudeLimiter.snapshot().admitted()).isEqualTo(3);
  }

  @Test
  void severalFallbacksFollowInTheirOrder() {
    ScriptedModel last = new ScriptedModel("last");
    eu.dies(Fail.FILTERED);
    claude.dies(Fail.FILTERED);
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, "eu")
            .fallback("claude", claude, "claude")
            .fallback("last", last, "us", member -> member.weight(0))
            .build();

    assertThat(pool.chat("?")).isEqualTo("last");
    assertThat(claude.sent()).isEqualTo(1);
    last.dies(Fail.FILTERED);
    assertThrows(dev.langchain4j.exception.InvalidRequestException.class, () -> pool.chat("again"));
    assertThat(pool.members().stream().allMatch(MemberState::isHealthy)).isTrue();
  }

  @Test
  void usageThatCannotBeLeavesTheReservation() {
    Limiter tokens =
        Ritmo.limiter(
            "tokens",
            dev.ritmo.runtime.Limits.of(
                    dev.ritmo.runtime.spi.Limit.tokens(
                        1_000, 60, java.util.concurrent.TimeUnit.SECONDS))
                .setup(Duration.ZERO));
    dev.langchain4j.model.chat.ChatModel absurd =
        new dev.langchain4j.model.chat.ChatModel() {
          @Override
          public dev.langchain4j.model.chat.response.ChatResponse doChat(ChatRequest request) {
            return dev.langchain4j.model.chat.response.ChatResponse.builder()
                .aiMessage(dev.langchain4j.data.message.AiMessage.from("x"))
                .tokenUsage(new dev.langchain4j.model.output.TokenUsage(-500, 3))
                .build();
          }
        };
    ChatModelPool pool = trial.pool().member("absurd", absurd, tokens).build();

    pool.chat("word".repeat(40));

    assertThat(tokens.snapshot().states().get(0).used()).isAtLeast(40);
  }
}
