package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.WaitTotals;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waits that were only counted, as a timer shows them. */
final class WaitReplayTest {

  private static final List<Duration> BOUNDS = WaitTotals.BOUNDS;

  private static WaitTotals totals(List<Duration> waits) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i <= BOUNDS.size(); i++) {
      counts.add(0L);
    }
    Duration sum = Duration.ZERO;
    for (Duration wait : waits) {
      int bucket = bucket(wait.toNanos());
      counts.set(bucket, counts.get(bucket) + 1);
      sum = sum.plus(wait);
    }
    return WaitTotals.of(waits.size(), sum, counts);
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.size() && nanos > BOUNDS.get(bucket).toNanos()) {
      bucket++;
    }
    return bucket;
  }

  private static List<Duration> replayed(WaitTotals from, WaitTotals to) {
    List<Duration> waits = new ArrayList<>();
    WaitReplay.replay(from, to, nanos -> waits.add(Duration.ofNanos(nanos)));
    return waits;
  }

  @Test
  void oneWaitIsWhatItWas() {
    Duration wait = Duration.ofMillis(1234);

    assertThat(replayed(WaitTotals.NONE, totals(List.of(wait)))).containsExactly(wait);
  }

  @Test
  void boundsBelongToTheBucketBelow() {
    for (Duration bound : BOUNDS) {
      assertThat(replayed(WaitTotals.NONE, totals(List.of(bound)))).containsExactly(bound);
    }
  }

  @Test
  void aWaitLongerThanAllBounds() {
    Duration wait = Duration.ofHours(7);

    assertThat(replayed(WaitTotals.NONE, totals(List.of(wait)))).containsExactly(wait);
  }

  @Test
  void bucketsAndSumsAreExactWhateverTheWaits() {
    Random random = new Random(15);
    for (int round = 0; round < 2000; round++) {
      List<Duration> before = waits(random);
      List<Duration> all = new ArrayList<>(before);
      all.addAll(waits(random));
      WaitTotals from = totals(before);
      WaitTotals to = totals(all);

      List<Duration> replayed = replayed(from, to);

      WaitTotals shown = from.plus(totals(replayed));
      assertWithMessage("round %s", round).that(shown.counts()).isEqualTo(to.counts());
      assertThat(shown.longer()).isEqualTo(to.longer());
      assertThat(shown.count()).isEqualTo(to.count());
      Duration error = shown.total().minus(to.total()).abs();
      assertWithMessage("round %s", round).that(error.toNanos()).isAtMost(all.size() + 1);
    }
  }

  /** From none to many, from nanoseconds to hours. */
  private static List<Duration> waits(Random random) {
    List<Duration> waits = new ArrayList<>();
    int count = random.nextInt(1 << random.nextInt(7));
    int most = 20 + random.nextInt(25); // up to 2^44 ns, five hours
    for (int i = 0; i < count; i++) {
      waits.add(Duration.ofNanos(1 + random.nextLong(1L << (1 + random.nextInt(most)))));
    }
    return waits;
  }

  @Test
  void anotherLimiterOfTheSameNameStartsAnew() {
    Timer timer = Timer.builder("wait").register(new SimpleMeterRegistry());
    WaitReplay replay = new WaitReplay();
    replay.record(totals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2))), timer);

    replay.record(totals(List.of(Duration.ofSeconds(20))), timer);

    assertThat(timer.count()).isEqualTo(3);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(24);
  }
}
