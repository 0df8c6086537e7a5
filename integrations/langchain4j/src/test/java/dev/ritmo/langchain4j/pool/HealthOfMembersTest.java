package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that fail rest, are probed, and come back, on virtual time. */
@Timeout(60)
final class HealthOfMembersTest {

  private final PoolTrial trial = new PoolTrial();
  private final ScriptedModel eu = new ScriptedModel("eu");
  private final ScriptedModel us = new ScriptedModel("us");
  private final Limiter euLimiter = trial.limiter("eu", 100, 60);
  private final Limiter usLimiter = trial.limiter("us", 100, 60);
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger log = Logger.getLogger("dev.ritmo");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(
              line.getParameters() == null
                  ? line.getMessage()
                  : java.text.MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.addHandler(handler);
    log.setUseParentHandlers(false);
    usLimiter.retryBudget(RetryBudget.UNLIMITED);
  }

  @AfterEach
  void close() {
    log.removeHandler(handler);
    log.setUseParentHandlers(true);
    trial.close();
  }

  private ChatModelPool pool() {
    return trial.pool().member("eu", eu, "eu").member("us", us, "us").build();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private List<Double> sentTo(ScriptedModel model) {
    return model.sentAt.stream().map(trial::at).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLOADED", "NO_CONNECTION"})
  void aDeadMemberGetsProbesAtRestsThatGrowAndNothingElse(Fail failure) {
    eu.dies(failure);
    ChatModelPool pool = pool();

    for (int i = 0; i < 400; i++) { // for 100 seconds
      assertThat(pool.chat("?")).isEqualTo("us");
      trial.advance(seconds(0.25));
      if (i % 50 == 0) {
        trial.advance(seconds(60)); // room for more
      }
    }

    List<Double> probes = sentTo(eu);
    assertThat(probes.get(0)).isEqualTo(0);
    for (int i = 1; i < probes.size(); i++) {
      double rest = Math.min(30, Math.pow(2, i - 1));
      assertWithMessage("probe %s of %s", i, probes)
          .that(probes.get(i) - probes.get(i - 1))
          .isAtLeast(rest);
    }
    assertThat(probes.size()).isLessThan(25);
    assertThat(pool.members().get(0).restsBecause().orElseThrow())
        .isEqualTo(failure == Fail.OVERLOADED ? Reason.OVERLOAD : Reason.CONNECTION);
  }

  @Test
  void oneRequestAtATimeProbes() {
    eu.failing(Fail.OVERLOADED);
    ChatModelPool pool = pool();
    pool.chat("?");
    trial.advance(seconds(1.5));
    eu.taking(seconds(5));
    us.taking(seconds(1));

    for (int i = 0; i < 20; i++) {
      trial.call(pool);
    }

    assertThat(eu.sent()).isEqualTo(2); // the failure and the probe
    trial.advance(seconds(4.9));
    assertThat(eu.sent()).isEqualTo(2);
    trial.advance(seconds(0.2));
    assertThat(pool.members().get(0).isHealthy()).isTrue();
    assertThat(trial.served()).isEqualTo(20);
  }

  @Test
  void requestsThatWaitElsewhereEnterTheQueueOfAMemberThatIsBack() {
    Limiter slow = trial.limiter("slow", 1, 60);
    Limiter paced = trial.limiter("paced", 1, 1);
    eu.failing(Fail.NO_CONNECTION);
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, paced)
            .member("us", us, slow)
            .maxWait(Duration.ofMinutes(30))
            .build();
    pool.chat("?"); // eu dies, us serves and is full
    eu.taking(seconds(0.5));
    for (int i = 0; i < 10; i++) {
      trial.call(pool);
    }
    assertThat(slow.snapshot().waiting()).isEqualTo(10);
    assertThat(paced.snapshot().waiting()).isEqualTo(0);

    trial.advance(seconds(1.1)); // the rest is over
    assertThat(eu.sent()).isEqualTo(2);
    assertThat(slow.snapshot().waiting()).isEqualTo(9);
    trial.advance(seconds(0.5)); // the probe was served

    assertThat(paced.snapshot().waiting()).isEqualTo(9);
    trial.advance(seconds(10));
    assertThat(slow.snapshot().waiting()).isEqualTo(0);
    assertThat(trial.served()).isEqualTo(10);
    // in the order of their arrivals
    List<String> served = new ArrayList<>();
    eu.requests.subList(1, 11).forEach(request -> served.add(request.messages().toString()));
    for (int i = 0; i < 10; i++) {
      assertThat(served.get(i)).contains("call-" + i + "\"");
    }
  }

  @Test
  void requestsInTheQueueOfAMemberThatDiesLeaveIt() {
    Limiter one = trial.limiter("one", 2, 20);
    Limiter slow = trial.limiter("slow", 1, 30);
    eu.taking(seconds(5));
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, one)
            .member("us", us, slow)
            .rest(Duration.ofSeconds(60), Duration.ofSeconds(60))
            .maxWait(Duration.ofMinutes(5))
            .build();
    for (int i = 0; i < 5; i++) {
      trial.call(pool);
    }
    assertThat(one.snapshot().waiting()).isEqualTo(2);
    eu.dies(Fail.NO_CONNECTION);

    trial.advance(seconds(6));

    assertThat(one.snapshot().waiting()).isEqualTo(0);
    assertThat(eu.sent()).isEqualTo(2);
    trial.advance(Duration.ofMinutes(4));
    assertThat(trial.served()).isEqualTo(5);
  }

  @Test
  void whenAllRestARequestWaitsForTheFirstToBeProbed() {
    eu.failing(Fail.NO_CONNECTION);
    us.failing(Fail.NO_CONNECTION);
    ChatModelPool pool = pool();
    assertThrows(RuntimeException.class, () -> pool.chat("?"));

    PoolTrial.Call waits = trial.call(pool);
    assertThat(waits.hasEnded()).isFalse();
    trial.advance(seconds(1));

    assertThat(waits.answer).isNotNull();
    assertThat(waits.endedAt).isEqualTo(1);
  }

  @Test
  void whenAllRestLongerThanARequestMayWaitItIsRefusedAtOnce() {
    eu.failing(Fail.NO_CREDIT);
    us.failing(Fail.WRONG_KEY);
    ChatModelPool pool = pool();
    assertThrows(RuntimeException.class, () -> pool.chat("?"));

    PoolTrial.Call refused = trial.call(pool);

    RateLimitExceededException refusal = refused.refusal();
    assertThat(refused.endedAt).isEqualTo(0);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(refusal)
        .hasMessageThat()
        .contains("\"eu\" rests for 5 min after SPEND; \"us\" rests for 5 min after CREDENTIALS");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_CREDIT", "WRONG_KEY", "NO_MODEL"})
  void whatOnlyAPersonCanChangeRestsLongAndIsSaidOnce(Fail failure) {
    eu.dies(failure);
    ChatModelPool pool = pool();

    for (int i = 0; i < 30; i++) {
      assertThat(pool.chat("?")).isEqualTo("us");
      trial.advance(Duration.ofMinutes(1));
    }

    assertThat(sentTo(eu)).containsExactly(0.0, 300.0, 900.0).inOrder();
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0)).contains("Member \"eu\" of a pool (limiter \"eu\") ");
    assertThat(logged.get(0)).contains("for 5 min");
    eu.dies(null);
    trial.advance(Duration.ofMinutes(30));
    assertThat(pool.chat("?")).isEqualTo("eu");
    assertThat(logged).hasSize(2);
    assertThat(logged.get(1)).contains("is well again");
  }

  @Test
  void anAccountWithoutCreditRestsWithAllItsMembers() {
    ScriptedModel other = new ScriptedModel("other");
    eu.dies(Fail.NO_CREDIT);
    other.dies(Fail.NO_CREDIT);
    ChatModelPool pool =
        trial
            .pool()
            .member("eu", eu, "eu")
            .member("other", other, "eu")
            .member("us", us, "us")
            .build();

    pool.chat("?");
    pool.chat("?");

    assertThat(eu.sent() + other.sent()).isEqualTo(1);
  }

  @Test
  void aSlowAnswerIsNoOutageButThreeAre() {
    ChatModelPool pool = pool();
    for (int i = 0; i < 3; i++) {
      assertThat(pool.members().get(0).isHealthy()).isTrue();
      eu.failing(Fail.TIMED_OUT);
      assertThat(pool.chat("?")).isEqualTo("us");
    }
    assertThat(pool.members().get(0).restsBecause())
        .isEqualTo(java.util.Optional.of(Reason.TIMEOUT));
  }

  @Test
  void thirtyInFlightWhenAMemberDiesAreOneEvent() {
    eu.taking(seconds(3));
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member("eu", eu, "eu", member -> member.weight(0))
            .member("us", us, "us")
            .build();
    for (int i = 0; i < 30; i++) {
      trial.call(pool);
    }
    assertThat(eu.sent()).isEqualTo(30);
    eu.dies(Fail.OVERLOADED);
    trial.advance(seconds(3));

    assertThat(trial.served()).isEqualTo(30);
    assertThat(pool.members().get(0).restsFor()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aProbeThatSaysNothingRestsAgainWithoutGrowth() {
    eu.failing(Fail.OVERLOADED).failing(Fail.UNKNOWN).failing(Fail.UNKNOWN);
    ChatModelPool pool = pool();
    pool.chat("?");
    for (int i = 0; i < 2; i++) {
      trial.advance(seconds(1));
      assertThrows(IllegalStateException.class, () -> pool.chat("?"));
      assertThat(pool.members().get(0).restsFor()).isEqualTo(Duration.ofSeconds(1));
    }
    trial.advance(seconds(1));
    assertThat(pool.chat("?")).isEqualTo("eu");
    assertThat(pool.members().get(0).isHealthy()).isTrue();
  }

  @Test
  void aProbeThatWaitsAndIsInterruptedHandsItsTurnOn() {
    Limiter one = trial.limiter("one", 1, 10);
    eu.failing(Fail.NO_CONNECTION);
    ChatModelPool pool = trial.pool().member("eu", eu, one).build();
    assertThrows(RuntimeException.class, () -> pool.chat("?"));
    PoolTrial.Call first = trial.call(pool);
    PoolTrial.Call second = trial.call(pool);
    trial.advance(seconds(2)); // the rest is over, and the first waits for the limit
    assertThat(one.snapshot().waiting()).isEqualTo(1);

    first.interrupt();
    trial.advance(Duration.ZERO);
    assertThat(one.snapshot().waiting()).isEqualTo(1);
    trial.advance(seconds(10));

    assertThat(second.answer).isEqualTo("eu");
  }

  @Test
  void aKeyThatIsRotatedIsUsedByTheNextRequestAndTheOldModelIsDropped() {
    AtomicReference<String> key = new AtomicReference<>("sk-old");
    List<String> made = new CopyOnWriteArrayList<>();
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member(
                "eu",
                secret -> {
                  made.add(secret);
                  return new ScriptedModel(secret);
                },
                key::get,
                "eu")
            .build();
    assertThat(List.of(pool.chat("?"), pool.chat("?"))).containsExactly("sk-old", "sk-old");

    key.set("sk-new");

    assertThat(pool.chat("?")).isEqualTo("sk-new");
    assertThat(made).containsExactly("sk-old", "sk-new").inOrder();
  }

  @Test
  void aNewKeyEndsTheRestOfTheOldOne() {
    AtomicReference<String> key = new AtomicReference<>("sk-old");
    ScriptedModel old = new ScriptedModel("old");
    old.dies(Fail.WRONG_KEY);
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member("eu", secret -> secret.equals("sk-old") ? old : eu, key::get, "eu")
            .member("us", us, "us")
            .build();
    assertThat(pool.chat("?")).isEqualTo("us");
    assertThat(pool.chat("?")).isEqualTo("us");
    assertThat(old.sent()).isEqualTo(1);

    key.set("sk-new");

    assertThat(pool.chat("?")).isEqualTo("eu");
    assertThat(String.join(" ", logged)).doesNotContain("sk-");
  }

  @Test
  void aSupplierThatFailsCostsNothingAndOthersServe() {
    ChatModelPool pool =
        trial
            .pool()
            .chat()
            .member(
                "eu",
                (String secret) -> eu,
                () -> {
                  throw new IllegalStateException("no vault, sk-secret");
                },
                "eu")
            .member("us", us, "us")
            .build();

    assertThat(pool.chat("?")).isEqualTo("us");

    assertThat(euLimiter.snapshot().givenBack()).isEqualTo(1);
    assertThat(pool.members().get(0).isHealthy()).isFalse();
    assertThat(String.join(" ", logged)).contains("java.lang.IllegalStateException");
    assertThat(String.join(" ", logged)).doesNotContain("sk-");
  }

  @Test
  void anOverloadOfAllIsNoStorm() {
    eu.dies(Fail.OVERLOADED);
    us.dies(Fail.OVERLOADED);
    usLimiter.retryBudget(RetryBudget.DEFAULT);
    ChatModelPool pool = trial.pool().member("eu", eu, "eu").member("us", us, "us").build();

    for (int i = 0; i < 600; i++) {
      trial.call(pool);
      trial.advance(seconds(0.1));
    }
    trial.advance(Duration.ofMinutes(3));

    // a minute of ten requests a second, and three more: probes only
    assertThat(eu.sent() + us.sent()).isLessThan(30);
    assertThat(trial.calls.stream().allMatch(PoolTrial.Call::hasEnded)).isTrue();
    assertThat(eu.mostInFlight.get()).isEqualTo(1);
  }
}
