package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real threads, the real clock, and everything that can happen to those who wait, at random. */
@Timeout(60)
final class StressTest {

  private static final long MICRO = 1_000;

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final StampingTime time = new StampingTime(executor);
  private final Queue<Long> stamps = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"1, 300", "2, 1000", "7, 2000"})
  void neverMoreThanTheLimitAndInTheEndNobodyWaits(int calls, int micros)
      throws InterruptedException {
    Limit limit = Limit.calls(calls, micros, TimeUnit.MICROSECONDS);
    Admission limiter =
        new LimiterCore("stress", Limits.of(limit).setup(Duration.ZERO), new Timeline(time));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(new Thread(() -> block(limiter)));
      threads.add(new Thread(() -> enter(limiter)));
    }

    threads.forEach(Thread::start);
    disturb(limiter, threads, Duration.ofSeconds(1));
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    executor.shutdown();
    assertWithMessage("late bodies end")
        .that(executor.awaitTermination(20, TimeUnit.SECONDS))
        .isTrue();

    long[] admissions = stamps.stream().mapToLong(Long::longValue).toArray();
    Duration span = Duration.ofNanos(limit.periodNanos() + LimitSet.margin(limit));
    assertThat(WindowCheck.of(admissions, span).largest()).isAtMost(calls);
    assertThat(admissions.length).isGreaterThan(100);
    assertThat(limiter.snapshot().admitted()).isEqualTo(admissions.length);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  /** Interrupts waiting threads, and pauses the limiter now and then. */
  private static void disturb(Admission limiter, List<Thread> threads, Duration duration) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      threads.get(random.nextInt(threads.size())).interrupt();
      if (random.nextInt(100) == 0) {
        limiter.pause(limiter.timeline().now() + random.nextLong(2000 * MICRO));
      }
      LockSupport.parkNanos(200 * MICRO);
    }
  }

  private void block(Admission limiter) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!over) {
      Thread.interrupted();
      try {
        long arrival = limiter.admit(null, Terms.oneCall(wait(random)));
        stamps.add(time.stamp());
        if (random.nextInt(4) == 0) {
          long notBefore = limiter.timeline().now() + random.nextLong(2000 * MICRO);
          boolean unused =
              limiter.readmit(
                  null,
                  Terms.oneCall(0),
                  new Attempt(
                      arrival, notBefore, notBefore + 5000 * MICRO, false, Admission.NO_CALL));
          stamps.add(time.stamp());
        }
      } catch (RateLimitExceededException | InterruptedWaitException notAdmitted) {
        LockSupport.parkNanos(10 * MICRO);
      }
    }
  }

  private void enter(Admission limiter) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!over) {
      Thread.interrupted();
      try {
        AsyncWaiter waiter =
            limiter.enter(
                null,
                Terms.oneCall(wait(random)),
                entered -> executor.execute(() -> look(entered)));
        if (waiter.isAdmitted()) {
          stamps.add(time.stamp());
        }
        LockSupport.parkNanos(random.nextLong(2000 * MICRO));
        waiter.abandon();
      } catch (RateLimitExceededException notAdmitted) {
        LockSupport.parkNanos(10 * MICRO);
      }
    }
  }

  private void look(AsyncWaiter waiter) {
    try {
      if (waiter.tryAdmit()) {
        stamps.add(time.stamp());
      }
    } catch (RateLimitExceededException refusal) {
      // nothing was taken
    }
  }

  private static long wait(ThreadLocalRandom random) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong(5000 * MICRO);
  }
}
