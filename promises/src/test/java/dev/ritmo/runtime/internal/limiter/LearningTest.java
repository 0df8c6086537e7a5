package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.InferredLimit;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Batch.Statement;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rejections have shown is kept, and given up again when it proves wrong. */
final class LearningTest {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int WORKERS = 32;

  private final VirtualClock clock = new VirtualClock();
  private final Admission limiter =
      new LimiterCore(
          "learning", Limits.of(Limit.calls(50, 5, TimeUnit.SECONDS)), new Timeline(clock));

  private Batch batch(Policy policy, Delays delays) {
    return new Batch(clock, limiter, policy, delays, Statement.SECONDS);
  }

  private LimitState state() {
    return limiter.snapshot().states().get(0);
  }

  private static Delays way(long millis) {
    return new Delays(
        Delays.Range.millis(0, millis),
        Delays.Range.millis(100, 400),
        Delays.Range.millis(0, 50),
        7);
  }

  @Test
  void aLowerLimitIsShown() {
    batch(Policy.slidingWindow(30, PERIOD), way(50)).run(300, WORKERS);

    assertThat(state().isLowered()).isTrue();
    assertThat(state().effective()).isEqualTo(Limit.calls(30, 5, TimeUnit.SECONDS));
    InferredLimit inferred = Objects.requireNonNull(state().inferred());
    assertThat(inferred.limit()).isEqualTo(state().effective());
    assertThat(inferred.rejections()).isAtLeast(2);
    assertThat(inferred.since()).isLessThan(clock.now());
    assertThat(inferred.confirmed()).isAtLeast(inferred.since());
  }

  @Test
  void whenTheOtherProgramStopsTheWholeLimitIsUsedAgain() {
    Batch batch = batch(Policy.slidingWindow(30, PERIOD), way(50));
    batch.run(300, WORKERS);

    batch.change(Policy.slidingWindow(50, PERIOD), way(50));
    batch.run(6000, WORKERS);

    assertThat(batch.rejections()).isEmpty();
    assertThat(state().isLowered()).isFalse();
    assertThat(batch.run(1000, WORKERS)).isLessThan(Duration.ofSeconds(102));
  }

  @Test
  void whatIsTriedInVainIsTriedLessOften() {
    Batch batch = batch(Policy.slidingWindow(30, PERIOD), way(50));
    batch.run(300, WORKERS);

    Duration took = batch.run(6000, WORKERS);

    assertThat(took).isLessThan(Duration.ofSeconds(1050));
    assertThat(batch.rejections().size()).isLessThan(6000 / 50 + 10); // one in fifty is tried
  }

  @ParameterizedTest
  @ValueSource(longs = {80, 150, 300})
  void aLimitThatIsNotLowerIsNeverLoweredForGood(long jitter) {
    Batch batch = batch(Policy.slidingWindow(50, PERIOD), way(jitter));
    batch.run(3000, WORKERS);

    batch.change(Policy.slidingWindow(50, PERIOD), way(20));
    batch.run(6000, WORKERS);

    assertThat(state().isLowered()).isFalse();
  }

  @Test
  void theMarginGrowsAtEdgesAndShrinksAgain() {
    Batch batch = batch(Policy.slidingWindow(50, PERIOD), way(120));
    batch.run(3000, WORKERS);

    assertThat(state().margin()).isGreaterThan(Duration.ofMillis(50));
    assertThat(batch.rejections().size()).isLessThan(60);

    batch.change(Policy.slidingWindow(50, PERIOD), way(10));
    batch.run(20_000, WORKERS);

    assertThat(state().margin()).isAtMost(Duration.ofMillis(51));
    assertThat(batch.rejections()).isEmpty();
  }
}
