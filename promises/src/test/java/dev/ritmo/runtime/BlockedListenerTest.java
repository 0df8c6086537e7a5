package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that never returns delays no admission, of however many calls that wait. */
@Timeout(120)
final class BlockedListenerTest {

  private static final int WAITING = 10_000;
  private static final Limit LIMIT = Limit.calls(50, 100, MILLISECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void tenThousandCallsAreAdmittedAtTheirTimes() throws InterruptedException {
    CountDownLatch isBlocked = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Registration registration =
        Ritmo.listen(
            event -> {
              isBlocked.countDown();
              try {
                mayGoOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    try {
      Limiter limiter = Ritmo.limiter("watched", Limits.of(LIMIT).setup(Duration.ZERO));
      long[] admitted = new long[WAITING];
      for (int i = 0; i < WAITING; i++) {
        int number = i;
        CompletableFuture<Void> unused =
            limiter
                .call()
                .waitForever()
                .acquireAsync()
                .thenRun(() -> admitted[number] = trial.now());
      }
      trial.advance(Duration.ofSeconds(30));

      isBlocked.await(); // it was called, and has not returned
      assertThat(limiter.snapshot().admitted()).isEqualTo(WAITING);
      for (int i = 0; i < WAITING; i++) {
        assertThat(admitted[i]).isEqualTo(i / 50 * MILLISECONDS.toNanos(105));
      }
    } finally {
      registration.close();
      mayGoOn.countDown();
    }
  }
}
