package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that have been elsewhere before, and what those who route them can ask. */
final class FirstArrivalTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Trial trial = new Trial();
  private final Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 60, SECONDS));
  private final List<String> admitted = new ArrayList<>();

  @AfterEach
  void close() {
    trial.close();
  }

  private Executor executor() {
    return trial.clock().executor();
  }

  private PermitRequest enqueue(String name, long arrivedAt) {
    return enqueue(name, limiter.call().waitForever(), arrivedAt);
  }

  private PermitRequest enqueue(String name, LimitedCall call, long arrivedAt) {
    PermitRequest request = call.enqueue(arrivedAt, executor());
    CompletableFuture<Void> unused =
        request
            .permit()
            .thenRun(
                () -> {
                  synchronized (admitted) {
                    admitted.add(name);
                  }
                });
    return request;
  }

  @Test
  void whoHasWaitedElsewhereStandsByThatArrival() {
    long begin = Ritmo.time().nanoTime();
    limiter.call().acquire();
    trial.advance(Duration.ofSeconds(10));
    enqueue("second", Ritmo.time().nanoTime());
    enqueue("third", Ritmo.time().nanoTime());

    enqueue("first", begin + 5_000_000_000L);
    trial.advance(MINUTE.multipliedBy(4));

    assertThat(admitted).containsExactly("first", "second", "third").inOrder();
  }

  @Test
  void manyMayHaveArrivedAtTheSameMoment() {
    long begin = Ritmo.time().nanoTime();
    for (int i = 0; i < 5; i++) {
      enqueue("call " + i, begin);
    }
    trial.advance(MINUTE.multipliedBy(6));

    assertThat(admitted)
        .containsExactly("call 0", "call 1", "call 2", "call 3", "call 4")
        .inOrder();
    assertThat(limiter.snapshot().admitted()).isEqualTo(5);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void itsMaximumWaitIsMeasuredFromThen() {
    long begin = Ritmo.time().nanoTime();
    limiter.call().acquire();
    trial.advance(Duration.ofSeconds(10));
    LimitedCall call = limiter.call().maxWait(Duration.ofSeconds(55));

    PermitRequest late = enqueue("late", call, begin); // its turn comes after 60 of its 55 seconds
    assertThat(late.permit().isCompletedExceptionally()).isTrue();
    PermitRequest inTime = enqueue("in time", call, begin + 10_000_000_000L);
    assertThat(inTime.permit().isDone()).isFalse();
  }

  @Test
  void anArrivalInTheFutureIsNow() {
    PermitRequest request = enqueue("now", Ritmo.time().nanoTime() + 1_000_000_000_000L);

    assertThat(request.permit().isDone()).isTrue();
    assertThat(request.expectedWait()).hasValue(Duration.ZERO);
    assertThat(request.refusal()).isEmpty();
  }

  @Test
  void aRequestThatWaitsKnowsForHowLong() {
    limiter.call().acquire();
    PermitRequest first = enqueue("first", Ritmo.time().nanoTime());
    PermitRequest second = enqueue("second", Ritmo.time().nanoTime());
    assertThat(second.expectedWait().orElseThrow()).isAtLeast(MINUTE.multipliedBy(2));

    first.permit().cancel(false);

    RateLimitExceededException refusal = second.refusal().orElseThrow();
    assertThat(refusal.retryAfter()).isLessThan(MINUTE.multipliedBy(2));
    assertThat(refusal.limit().orElseThrow()).isEqualTo(Limit.calls(1, 60, SECONDS));
    assertThat(second.expectedWait().orElseThrow()).isEqualTo(refusal.retryAfter());
    assertThat(second.permit().isDone()).isFalse();
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);
    assertThat(limiter.snapshot().refused()).isEqualTo(0);
  }

  @Test
  void aThreadThatWaitsMayAdmitItselfAndCountsFromThen() {
    List<Runnable> tasks = new ArrayList<>();
    limiter.call().acquire();
    PermitRequest request =
        limiter.call().waitForever().enqueue(Ritmo.time().nanoTime(), tasks::add);
    trial.advance(MINUTE.plusSeconds(5));
    assertThat(tasks).hasSize(1);
    assertThat(limiter.snapshot().admitted()).isEqualTo(1);

    tasks.get(0).run();

    assertThat(request.permit().isDone()).isTrue();
    PermitRequest next = enqueue("next", Ritmo.time().nanoTime());
    assertThat(next.expectedWait().orElseThrow()).isAtLeast(MINUTE);
  }

  @Test
  void aPermitSaysWhatAFailureMeansAndGivesRetries() {
    limiter.retryBudget(new RetryBudget(0, 2, 2));
    Permit permit = limiter.call().acquire();

    Signal signal = permit.failed(new IOException(new ConnectException("refused")));

    assertThat(signal.reason()).isEqualTo(Signal.Reason.CONNECTION);
    assertThat(permit.drawRetry()).isTrue();
    assertThat(limiter.snapshot().retriesLeft()).isEqualTo(1);
    assertThat(permit.drawRetry()).isTrue();
    assertThat(permit.drawRetry()).isFalse();
  }

  @Test
  void whileRitmoIsOffARequestPassesAtOnce() {
    Ritmo.off();

    PermitRequest request = limiter.call().enqueue(Ritmo.time().nanoTime(), Runnable::run);

    assertThat(request.permit().isDone()).isTrue();
    assertThat(request.permit().join().drawRetry()).isTrue();
  }
}
