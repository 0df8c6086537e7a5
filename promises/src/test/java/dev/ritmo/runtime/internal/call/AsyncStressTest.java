package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many futures on the real clock that fail, are tried again, and are cancelled at random. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // the body of a governed method
final class AsyncStressTest {

  private final Timeline timeline = new Timeline(TimeSource.system());
  private final Limit limit = Limit.calls(20, 1, TimeUnit.MILLISECONDS);
  private final Admission limiter =
      new LimiterCore("stress", Limits.of(limit).setup(Duration.ZERO), timeline);
  private final MethodGuard guard =
      MethodGuard.of(
          null,
          GovernedMethod.of("m()", "stress", limit),
          limiter,
          new Retry(
              RetrySettings.DEFAULT.delays(0, 1, TimeUnit.MILLISECONDS).maxAttempts(3), timeline));
  private final AtomicInteger bodies = new AtomicInteger();

  @Test
  void everyCallEndsAndNothingIsLeftBehind() {
    List<CompletableFuture<Object>> results = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      CompletableFuture<Object> result = guard.start(this::body);
      results.add(result);
      if (i % 3 == 0) {
        CompletableFuture<Void> unused =
            CompletableFuture.runAsync(
                () -> result.cancel(true),
                CompletableFuture.delayedExecutor(
                    ThreadLocalRandom.current().nextInt(2000), TimeUnit.MICROSECONDS));
      }
    }

    CompletableFuture<Void> all =
        CompletableFuture.allOf(results.toArray(CompletableFuture[]::new));
    CompletableFuture<Void> ended = all.handle((value, failure) -> null);
    ended.join();

    settle();
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(withoutBody()).isAtLeast(0L);
    assertThat(withoutBody()).isAtMost(3L);
    assertThat(results.stream().filter(CompletableFuture::isCancelled).count()).isAtLeast(1);
    assertThat(results.stream().filter(result -> !result.isCompletedExceptionally()).count())
        .isAtLeast(1);
  }

  /** Who has just cancelled a result, or admitted a call, may be about to do the rest. */
  private void settle() {
    long start = System.nanoTime();
    while ((limiter.snapshot().waiting() > 0 || withoutBody() > 0)
        && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2)) {
      Thread.onSpinWait();
    }
  }

  /**
   * A call that is cancelled just as it is admitted has no body, and gives its admission back; that
   * is not counted if it takes longer than the period, which is rare.
   */
  private long withoutBody() {
    LimiterSnapshot shown = limiter.snapshot();
    return shown.admitted() - shown.givenBack() - bodies.get();
  }

  private CompletableFuture<String> body() {
    bodies.incrementAndGet();
    return switch (ThreadLocalRandom.current().nextInt(4)) {
      case 0 -> CompletableFuture.failedFuture(Rejection.overloaded());
      case 1 -> CompletableFuture.supplyAsync(() -> "later");
      default -> CompletableFuture.completedFuture("at once");
    };
  }
}
