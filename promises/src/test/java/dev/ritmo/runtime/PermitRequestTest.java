package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permits that are waited for without a thread, and given up at any moment. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class PermitRequestTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What has been handed to the executor and has not run yet. */
  private final List<Runnable> handed = new ArrayList<>();

  private final Trial trial = Trial.on(this::byHand);
  private final Limiter limiter =
      Ritmo.limiter("api", Limit.calls(1, 60, SECONDS), Limit.concurrent(1));

  private TimeSource byHand(TimeSource time) {
    return new WrappedTime(time) {
      @Override
      public Executor executor() {
        return handed::add;
      }
    };
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private void runHanded() {
    while (!handed.isEmpty()) {
      handed.remove(0).run();
    }
    trial.settle();
  }

  private void assertNothingIsHeld(long calls) {
    assertThat(limiter.snapshot().admitted()).isEqualTo(calls);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void aRequestThatIsCancelledWhileItWaitsLeavesTheLine() {
    limiter.call().acquire().close();
    CompletableFuture<Permit> permit = trial.enter("waits", limiter.call().waitForever());

    permit.cancel(false);

    assertNothingIsHeld(1);
    assertThat(trial.clock().next()).isEmpty();
  }

  @Test
  void aRequestThatIsCancelledWhenItsTurnHasComeButNotBeenTakenLeavesTheLine() {
    limiter.call().acquire().close();
    CompletableFuture<Permit> permit = trial.enter("waits", limiter.call().waitForever());
    trial.advance(MINUTE.plusSeconds(1));
    assertThat(handed).hasSize(1);

    permit.cancel(false);
    runHanded();

    assertNothingIsHeld(1);
    limiter.call().maxWait(Duration.ZERO).acquire();
  }

  /** The clock is asked between the last look at the future and the admission. */
  @Test
  void aPermitThatComesTooLateForTheCancellationIsGivenBack() throws InterruptedException {
    Canceller canceller = new Canceller();
    try (Trial late = Trial.on(canceller::whenAsked)) {
      Limiter other = Ritmo.limiter("late", Limit.calls(1, 60, SECONDS), Limit.concurrent(1));
      other.call().acquire().close();
      CompletableFuture<Permit> permit = other.call().waitForever().acquireAsync();
      canceller.permit = permit;

      late.advance(MINUTE.plusSeconds(1));
      canceller.thread.join();

      assertThat(permit.isCancelled()).isTrue();
      assertThat(other.snapshot().admitted()).isEqualTo(2);
      assertThat(other.snapshot().givenBack()).isEqualTo(1);
      assertThat(other.snapshot().waiting()).isEqualTo(0);
      assertThat(used(other, 0)).isEqualTo(0);
      assertThat(used(other, 1)).isEqualTo(0);
    }
  }

  /** Cancels, on another thread, what is just being admitted. */
  private static final class Canceller {
    private CompletableFuture<Permit> permit = new CompletableFuture<>();
    private final Thread thread = new Thread(() -> permit.cancel(false));
    private boolean isLooking;

    WrappedTime whenAsked(TimeSource time) {
      return new WrappedTime(time) {
        @Override
        public long nanoTime() {
          if (isLooking) {
            isLooking = false;
            thread.start();
            while (!permit.isDone()) {
              Thread.onSpinWait();
            }
          }
          return super.nanoTime();
        }

        @Override
        public Executor executor() {
          return look -> {
            isLooking = true;
            look.run();
          };
        }
      };
    }
  }

  @Test
  void aRequestThatTimesOutLeavesTheLineAndThoseBehindMoveUp() {
    limiter.call().acquire().close();
    CompletableFuture<Permit> first = trial.enter("first", limiter.call().waitForever());
    trial.enter("second", limiter.call().waitForever());

    first.completeExceptionally(new TimeoutException());
    trial.advance(MINUTE.plusSeconds(1));
    runHanded();

    assertThat(trial.admitted()).containsExactly("second");
  }

  @Test
  void cancellingAfterwardsChangesNothing() {
    CompletableFuture<Permit> permit = trial.enter("goes", limiter.call());

    assertThat(permit.cancel(true)).isFalse();

    assertThat(used(limiter, 1)).isEqualTo(1);
    permit.join().close();
    assertNothingIsHeld(1);
  }

  @Test
  void whatDependsOnThePermitMayAskForAnother() {
    CompletableFuture<Permit> second =
        limiter
            .call()
            .acquireAsync()
            .thenCompose(
                permit -> {
                  permit.close();
                  return limiter.call().waitForever().acquireAsync();
                });
    trial.advance(MINUTE.plusSeconds(1));
    runHanded();

    second.join().close();
    assertNothingIsHeld(2);
  }

  @Test
  void aRequestForWhichNoThreadCanBeMadeFailsAndLeavesTheLine() {
    try (Trial exhausted = Trial.on(PermitRequestTest::exhausted)) {
      Limiter one = Ritmo.limiter("api", Limit.calls(1, 60, SECONDS));
      one.call().acquire().close();
      CompletableFuture<Permit> permit = exhausted.enter("waits", one.call().waitForever());

      exhausted.advance(MINUTE.plusSeconds(1));

      assertThat(Trial.failureOf(permit)).isInstanceOf(InternalError.class);
      assertThat(one.snapshot().waiting()).isEqualTo(0);
    }
  }

  private static TimeSource exhausted(TimeSource time) {
    return new WrappedTime(time) {
      @Override
      public Executor executor() {
        return task -> {
          throw new InternalError("no thread");
        };
      }
    };
  }
}
