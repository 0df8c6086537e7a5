package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What samples remember, on virtual time. */
final class RecorderTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

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

  private static Limiter limiter(String name, Limit limit) {
    return Ritmo.limiter(name, Limits.of(limit).setup(Duration.ZERO).withoutInference());
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(SECOND);
      recorder.sample();
    }
  }

  private LastMinute minute(String name) {
    return LastMinute.of(recorder.samples(name), clock.now().getEpochSecond());
  }

  @Test
  void aSampleIsWhatHappenedSinceTheOneBefore() {
    Limiter limiter = limiter("chat", Limit.calls(4, 60, SECONDS));
    limiter.call().acquire().close();
    recorder.sample(); // before it, nothing is known

    limiter.call().acquire().close();
    limiter.call().acquire().close();
    seconds(1);
    limiter.call().acquire().close();
    seconds(1);

    List<Sample> samples = recorder.samples("chat");
    assertThat(samples.stream().map(sample -> sample.admitted).toList())
        .containsExactly(2, 1)
        .inOrder();
    assertThat(samples.stream().map(sample -> sample.used[0]).toList())
        .containsExactly(750, 1000)
        .inOrder();
    assertThat(samples.get(1).second - samples.get(0).second).isEqualTo(1);
  }

  @Test
  void waitsAreThereByTheirCause() {
    Limiter limiter = limiter("chat", Limit.calls(1, 10, SECONDS));
    recorder.sample();
    limiter.call().acquire().close();
    CompletableFuture<Permit> waits = limiter.call().acquireAsync();
    seconds(5);

    assertThat(recorder.samples("chat").get(4).waiting).isEqualTo(1);
    assertThat(minute("chat").waits()).isEmpty();

    seconds(6);

    assertThat(waits.isDone()).isTrue();
    assertThat(minute("chat").waits()).containsExactly(WaitCause.LIMIT, 1L);
    assertThat(minute("chat").waited()).containsExactly(WaitCause.LIMIT, Duration.ofMillis(10_050));
  }

  @Test
  void pausesAndFailuresAreThere() {
    Limiter limiter = limiter("chat", Limit.calls(10, 10, SECONDS));
    recorder.sample();
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(Duration.ofSeconds(3));
    }
    seconds(5);

    List<Boolean> paused =
        recorder.samples("chat").stream().map(sample -> sample.isPaused).toList();
    assertThat(paused.subList(0, 2)).containsExactly(true, true);
    assertThat(paused.get(4)).isFalse();
    assertThat(minute("chat").failures()).containsExactly(Signal.Reason.RATE, 1L);
  }

  @Test
  void onlyTheLastFiveMinutesAreKept() {
    Limiter limiter = limiter("chat", Limit.calls(1000, 1, SECONDS));
    recorder.sample();
    limiter.call().acquire().close();
    seconds(History.LENGTH + 100);

    List<Sample> samples = recorder.samples("chat");
    assertThat(samples).hasSize(History.LENGTH);
    assertThat(samples.get(0).admitted).isEqualTo(0);
    assertThat(minute("chat").admitted()).isEqualTo(0);
  }

  @Test
  void aMinuteIsSixtySeconds() {
    Limiter limiter = limiter("chat", Limit.calls(1000, 1, SECONDS));
    recorder.sample();
    limiter.call().acquire().close();
    seconds(60);
    assertThat(minute("chat").admitted()).isEqualTo(1);

    seconds(1);
    assertThat(minute("chat").admitted()).isEqualTo(0);
  }

  @Test
  void idleLimitersMakeRoomForOthers() {
    List<LimiterSnapshot> all = new ArrayList<>();
    for (int i = 0; i < Recorder.LIMITERS; i++) {
      all.add(LimiterSnapshot.builder("limiter-" + i).waiting(i == 0 ? 1 : 0).build());
    }
    Recorder many = new Recorder(() -> all, clock::now);
    many.sample();
    all.add(LimiterSnapshot.builder("late").build());
    for (int i = 0; i <= Recorder.IDLE_SECONDS; i++) {
      assertThat(many.samples("late")).isEmpty();
      clock.advance(SECOND);
      many.sample();
    }
    clock.advance(SECOND);
    many.sample();

    assertThat(many.samples("late")).isNotEmpty();
    assertThat(many.samples("limiter-0")).isNotEmpty(); // it was active all the time
    long kept = all.stream().filter(one -> !many.samples(one.name()).isEmpty()).count();
    assertThat(kept).isAtMost(Recorder.LIMITERS);
  }

  @Test
  void limitersThatAreForgottenAreForgottenHere() {
    limiter("chat", Limit.calls(1, 10, SECONDS)).call().acquire().close();
    recorder.sample();
    seconds(1);
    assertThat(recorder.samples("chat")).hasSize(1);

    Ritmo.reset(clock);
    recorder.sample();

    assertThat(recorder.samples("chat")).isEmpty();
  }

  @Test
  void countersThatStartAgainCountNothing() {
    List<LimiterSnapshot> all = new ArrayList<>();
    all.add(snapshot(100));
    Recorder restarted = new Recorder(() -> all, clock::now);
    restarted.sample();
    all.set(0, snapshot(3));
    clock.advance(SECOND);
    restarted.sample();

    assertThat(restarted.samples("chat").get(0).admitted).isEqualTo(0);
  }

  private static LimiterSnapshot snapshot(long admitted) {
    return LimiterSnapshot.builder("chat")
        .methods(List.of(MethodState.builder("m").admitted(admitted).build()))
        .build();
  }
}
