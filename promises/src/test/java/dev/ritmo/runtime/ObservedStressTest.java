package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each start has one end, also where other threads cancel calls that wait or run. */
final class ObservedStressTest {

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger inBodies = new AtomicInteger();
  private final AtomicInteger twice = new AtomicInteger();

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private class Counted implements CallObserver.AttemptScope {

    private final AtomicInteger ends = new AtomicInteger();

    Counted() {
      started.incrementAndGet();
    }

    @Override
    public void bodyLeft() {
      inBodies.decrementAndGet();
    }

    @Override
    public void ended(CallObserver.Outcome outcome, @Nullable Throwable failure) {
      ended.incrementAndGet();
      if (ends.incrementAndGet() > 1) {
        twice.incrementAndGet();
      }
    }
  }

  private final class CountedCall extends Counted implements CallObserver.CallScope {

    @Override
    public CallObserver.Scope waitStarted(CallObserver.Wait wait) {
      return new Counted();
    }

    @Override
    public CallObserver.AttemptScope attemptStarted(int number) {
      inBodies.incrementAndGet();
      return new Counted();
    }
  }

  @Test
  void eachStartHasOneEnd() {
    Ritmo.reset();
    Limiter limiter =
        Ritmo.limiter(
            "observed", Limits.of(Limit.calls(20, 1, TimeUnit.MILLISECONDS)).setup(Duration.ZERO));
    List<CompletableFuture<?>> calls = new ArrayList<>();
    try (Registration registration = Ritmo.observe((CallObserver.Call call) -> new CountedCall())) {
      for (int i = 0; i < 2_000; i++) {
        CompletableFuture<String> call =
            limiter.call().runAsync(() -> CompletableFuture.supplyAsync(() -> "answer"));
        calls.add(call.handle((answer, failure) -> answer));
        CompletableFuture<Void> unused =
            CompletableFuture.runAsync(
                () -> call.cancel(true),
                CompletableFuture.delayedExecutor(
                    ThreadLocalRandom.current().nextInt(60), TimeUnit.MILLISECONDS));
      }
      CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
      awaitEnds();

      assertThat(ended.get()).isEqualTo(started.get());
      assertThat(twice.get()).isEqualTo(0);
      assertThat(inBodies.get()).isEqualTo(0);
      assertThat(started.get()).isAtLeast(2_000);
      assertThat(registration.failures()).isEqualTo(0);
    }
  }

  /** What starts just as its call is cancelled may end a little later. */
  private void awaitEnds() {
    long start = System.nanoTime();
    while ((ended.get() != started.get() || inBodies.get() != 0)
        && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
      Thread.onSpinWait();
    }
  }
}
