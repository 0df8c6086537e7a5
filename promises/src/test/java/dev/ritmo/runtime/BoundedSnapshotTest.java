package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.management.ThreadMXBean;
import dev.ritmo.runtime.spi.Limit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a snapshot costs does not grow with the calls that wait, and hardly with the keys. */
final class BoundedSnapshotTest {

  private static final int MANY = 10_000;
  private static final Duration MOST = Duration.ofMillis(5);

  private final Trial trial = new Trial();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Duration quickest(Limiter limiter) {
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long begin = System.nanoTime();
      LimiterSnapshot unused = limiter.snapshot();
      quickest = Math.min(quickest, System.nanoTime() - begin);
    }
    return Duration.ofNanos(quickest);
  }

  private long allocated(Limiter limiter) {
    long before = threads.getCurrentThreadAllocatedBytes();
    LimiterSnapshot unused = limiter.snapshot();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void tenThousandCallsWait() {
    Limiter limiter =
        Ritmo.limiter("many", Limits.of(Limit.calls(1, 1, SECONDS)).setup(Duration.ZERO));
    limiter.call().acquire();
    CompletableFuture<Permit> first = limiter.call().waitForever().acquireAsync();
    Duration unused = quickest(limiter);
    long withOne = allocated(limiter);
    for (int i = 1; i < MANY; i++) {
      CompletableFuture<Permit> next = limiter.call().waitForever().acquireAsync();
      assertThat(next.isDone()).isFalse();
    }

    assertThat(first.isDone()).isFalse();
    assertThat(limiter.snapshot().waiting()).isEqualTo(MANY);
    assertThat(limiter.snapshot().queue().startsIn())
        .isEqualTo(Duration.ofMillis(1_050).multipliedBy(MANY + 1));
    assertThat(quickest(limiter)).isLessThan(MOST);
    assertThat(allocated(limiter)).isLessThan(withOne + 4_000); // four more turns
  }

  @Test
  void callsOfTenThousandKeysWait() {
    Limiter limiter =
        Ritmo.limiter("many", Limits.of().perKey(Limit.calls(1, 1, SECONDS)).setup(Duration.ZERO));
    for (int key = 0; key < MANY; key++) {
      limiter.call().key(key).acquire();
      CompletableFuture<Permit> next = limiter.call().key(key).waitForever().acquireAsync();
      assertThat(next.isDone()).isFalse();
    }

    assertThat(limiter.snapshot().waiting()).isEqualTo(MANY);
    assertThat(quickest(limiter)).isLessThan(MOST);
    assertThat(limiter.snapshot().queue().nextAdmissions()).hasSize(5);
  }

  @Test
  void callsOfTenThousandKeysWaitForOneLimit() {
    Limiter limiter =
        Ritmo.limiter(
            "many",
            Limits.of(Limit.calls(1, 1, SECONDS))
                .perKey(Limit.calls(1, 1, SECONDS))
                .setup(Duration.ZERO));
    limiter.call().key(-1).acquire();
    for (int key = 0; key < MANY; key++) {
      CompletableFuture<Permit> next = limiter.call().key(key).waitForever().acquireAsync();
      assertThat(next.isDone()).isFalse();
    }

    assertThat(limiter.snapshot().waiting()).isEqualTo(MANY);
    assertThat(quickest(limiter)).isLessThan(MOST);
  }
}
