package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.InferredLimit;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whether the cause of each situation is named, on virtual time. */
final class FindingsTest {

  private static final Limit TEN = Limit.calls(10, 60, SECONDS);

  private final VirtualClock clock = new VirtualClock();
  private final Recorder recorder = new Recorder(Ritmo::limiters, clock::now);

  @BeforeEach
  void useVirtualTime() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void useRealTime() {
    recorder.close();
    Ritmo.reset();
  }

  private Limiter limiter(Limits limits) {
    Limiter limiter = Ritmo.limiter("chat", limits.setup(Duration.ZERO));
    limiter.snapshot();
    recorder.sample();
    return limiter;
  }

  private static void enter(LimitedCall call) {
    CompletableFuture<Permit> unused = call.acquireAsync();
  }

  private List<Finding> findings(String... settings) {
    clock.advance(Duration.ofSeconds(1));
    recorder.sample();
    return findings(Ritmo.limiter("chat").snapshot(), settings);
  }

  private List<Finding> findings(LimiterSnapshot limiter, String... settings) {
    LastMinute minute = LastMinute.of(recorder.samples("chat"), clock.now().getEpochSecond());
    return Findings.of(limiter, minute, clock.now(), List.of(settings));
  }

  private static void fails(Executable call) {
    Throwable unused = assertThrows(Exception.class, call);
  }

  @Test
  void nothingIsWrong() {
    limiter(Limits.of(TEN)).call().acquire().close();

    List<Finding> findings = findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).level()).isEqualTo(Finding.Level.INFO);
    assertThat(findings.get(0).text()).contains("starts at once");
  }

  @Test
  void theOwnLimitIsTooLow() {
    Limiter limiter = limiter(Limits.of(TEN));
    for (int i = 0; i < 12; i++) {
      enter(limiter.call());
    }

    Finding found = findings().get(0);

    assertThat(found.cause()).isEqualTo("own-limit");
    assertThat(found.level()).isEqualTo(Finding.Level.WATCH);
    assertThat(found.text()).contains("(10 calls per 60 s): 2 calls wait, the longest for 1.0 s");
    assertThat(found.advice()).contains("The provider rejects nothing");
  }

  @Test
  void refusalsMakeItTrouble() {
    Limiter limiter = limiter(Limits.of(TEN));
    for (int i = 0; i < 11; i++) {
      enter(limiter.call());
    }
    fails(() -> limiter.call().maxWait(Duration.ofSeconds(3)).acquire());

    Finding found = findings().get(0);

    assertThat(found.cause()).isEqualTo("own-limit");
    assertThat(found.level()).isEqualTo(Finding.Level.TROUBLE);
    assertThat(found.text()).contains("1 call was refused in the last minute.");
  }

  @Test
  void refusalsAloneAreFoundToo() {
    Limiter limiter = limiter(Limits.of(Limit.calls(1, 60, SECONDS)));
    limiter.call().acquire().close();
    assertThrows(
        RateLimitExceededException.class, () -> limiter.call().maxWait(Duration.ZERO).acquire());

    assertThat(findings().get(0).cause()).isEqualTo("refused");
  }

  @Test
  void anOverrideIsNamedWhereItMayBeTheCause() {
    Limiter limiter = limiter(Limits.of(TEN));
    for (int i = 0; i < 11; i++) {
      enter(limiter.call());
    }

    assertThat(findings("system property ritmo.limiter.chat.calls = 10").get(0).advice())
        .endsWith(
            "Check first what is set outside the code: system property ritmo.limiter.chat.calls = 10.");
  }

  @Test
  void theSlotsAreFull() {
    Limiter limiter = limiter(Limits.of(Limit.concurrent(2)));
    for (int i = 0; i < 5; i++) {
      enter(limiter.call());
    }

    Finding found = findings().get(0);

    assertThat(found.cause()).isEqualTo("slots-full");
    assertThat(found.text()).contains("(2 concurrent calls): 3 calls wait");
  }

  @Test
  void oneKeyIsNoisy() {
    Limiter limiter =
        limiter(Limits.of(Limit.calls(100, 60, SECONDS)).perKey(Limit.calls(2, 60, SECONDS)));
    enter(limiter.call().key("quiet"));
    for (int i = 0; i < 5; i++) {
      enter(limiter.call().key("noisy").waitForever());
    }

    Finding found = findings().get(0);

    assertThat(found.cause()).isEqualTo("noisy-key");
    assertThat(found.text()).contains("(2 calls per 60 s): 3 calls wait");
    assertThat(found.text() + found.advice()).doesNotContain("noisy");
  }

  @Test
  void allKeysTogetherAreTooMany() {
    Limiter limiter =
        limiter(Limits.of(Limit.calls(3, 60, SECONDS)).perKey(Limit.calls(2, 60, SECONDS)));
    for (int i = 0; i < 5; i++) {
      enter(limiter.call().key(i));
    }

    assertThat(findings().get(0).cause()).isEqualTo("shared");
  }

  @Test
  void theProviderIsDown() {
    Limiter limiter = limiter(Limits.of(TEN));
    for (int i = 0; i < 4; i++) {
      fails(
          () ->
              limiter
                  .call()
                  .run(
                      permit -> {
                        permit.failed(new ConnectException("refused"));
                        throw new ConnectException("refused");
                      }));
    }

    Finding found = findings().get(0);

    assertThat(found.cause()).isEqualTo("provider-fails");
    assertThat(found.level()).isEqualTo(Finding.Level.TROUBLE);
    assertThat(found.advice()).startsWith("This is no limit.");
  }

  @Test
  void theProviderHasAskedForAPause() {
    Limiter limiter = limiter(Limits.of(TEN).withoutInference());
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(Duration.ofSeconds(20));
    }
    enter(limiter.call());

    List<Finding> found = findings();

    assertThat(found.get(0).cause()).isEqualTo("pause");
    assertThat(found.get(0).text())
        .isEqualTo("Paused for another 19 s: no call is admitted. 1 call waits.");
    assertThat(found.get(0).advice()).contains("The provider has asked for it");
  }

  @Test
  void aPauseComesBeforeWhatIsLowered() {
    LimitState lowered =
        LimitState.of(TEN, 3, Duration.ZERO).effective(Limit.calls(3, 60, SECONDS));

    List<Finding> findings =
        findings(
            LimiterSnapshot.builder("chat")
                .states(List.of(lowered))
                .waiting(2)
                .pausedUntil(clock.now().plusSeconds(20))
                .build());

    assertThat(findings.stream().map(Finding::cause).toList())
        .containsExactly("pause", "lowered")
        .inOrder();
    assertThat(findings.get(0).text()).endsWith("2 calls wait.");
    assertThat(findings.get(1).text()).doesNotContain("wait");
  }

  @Test
  void theProgramHasAskedForAPause() {
    limiter(Limits.of(TEN)).pause(Duration.ofSeconds(20));

    assertThat(findings().get(0).advice()).contains("the program has asked for it");
  }

  @Test
  void aNeighbourUsesTheAccount() {
    Limit kept = Limit.calls(3, 60, SECONDS);
    LimitState lowered =
        LimitState.of(TEN, 3, Duration.ZERO)
            .effective(kept)
            .inferred(InferredLimit.of(kept, clock.now(), 5));

    List<Finding> findings =
        findings(LimiterSnapshot.builder("chat").states(List.of(lowered)).build());

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).cause()).isEqualTo("lowered");
    assertThat(findings.get(0).text())
        .isEqualTo(
            "The provider serves less than the declared 10 calls per 60 s: only 3 calls per 60 s is kept, 30 % of it.");
    assertThat(findings.get(0).advice()).contains("neighbour");
  }
}
