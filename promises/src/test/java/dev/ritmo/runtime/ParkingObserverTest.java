package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An observer that parks the thread of a waiting call takes the wake-up that was meant for it. */
@Timeout(30)
final class ParkingObserverTest {

  private final Limiter limiter =
      Ritmo.limiter("parked", Limits.of(Limit.concurrent(1)).setup(Duration.ZERO));

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  @Test
  void aCallGoesThatWasWokenWhileItsObserverParked() throws Exception {
    Permit held = limiter.call().acquire();

    try (Registration registration = Ritmo.observe((CallObserver.Call call) -> new Parking(held))) {
      String answer = limiter.call().waitForever().run(() -> "answer");

      assertThat(answer).isEqualTo("answer");
      assertThat(registration.failures()).isEqualTo(0);
    }
  }

  /** Has the slot freed as soon as the call waits, and parks until that is done. */
  private record Parking(Permit held) implements CallObserver.CallScope {

    @Override
    public CallObserver.Scope waitStarted(CallObserver.Wait wait) {
      CountDownLatch isFree = new CountDownLatch(1);
      new Thread(
              () -> {
                held.close();
                isFree.countDown();
              })
          .start();
      try {
        isFree.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return (outcome, failure) -> {};
    }

    @Override
    public CallObserver.@Nullable AttemptScope attemptStarted(int number) {
      return null;
    }

    @Override
    public void ended(CallObserver.Outcome outcome, @Nullable Throwable failure) {
      // of no interest
    }
  }
}
