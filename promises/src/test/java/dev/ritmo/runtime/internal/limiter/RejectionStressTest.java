package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real threads whose calls are rejected and served while others wait, which must hear of it: none
 * of those who wait for ever is lost.
 */
@Timeout(90)
final class RejectionStressTest {

  private static final long MICRO = 1_000;
  private static final int LINES = 6;
  private static final int CALLS = 250;
  private static final Terms TERMS = Terms.oneCall(Timeline.NEVER);
  private static final Signal REJECTED = new Signal(Signal.Kind.REJECTED, null, -1);
  private static final Limit LIMIT = Limit.calls(20, 2, TimeUnit.MILLISECONDS);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final CountDownLatch left = new CountDownLatch(2 * LINES);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private static Limits limits(String kind) {
    return switch (kind) {
      case "calls" -> Limits.of(LIMIT);
      case "slots" -> Limits.of(LIMIT, Limit.concurrent(3));
      case "keys" -> Limits.of(LIMIT).perKey(Limit.calls(8, 1, TimeUnit.MILLISECONDS));
      case "accounts" ->
          Limits.of(LIMIT).perKey(Limit.calls(8, 1, TimeUnit.MILLISECONDS)).accountPerKey();
      default -> throw new AssertionError(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "slots", "keys", "accounts"})
  void nobodyIsLost(String kind) throws InterruptedException {
    Limits limits = limits(kind);
    Admission limiter =
        new LimiterCore("stress", limits, new Timeline(TimeSource.system())); // cold at first
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      @Nullable String key = limits.hasKeys() ? "key " + i % 3 : null;
      threads.add(new Thread(() -> block(limiter, key)));
      threads.add(new Thread(() -> new Chain(limiter, key).next()));
    }
    threads.forEach(Thread::start);
    long begin = System.nanoTime();
    while (left.getCount() > 0 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(60)) {
      disturb(limiter, limits);
      boolean unused = left.await(1, TimeUnit.MILLISECONDS);
    }

    assertWithMessage("lines that have not ended; %s wait", limiter.snapshot().waiting())
        .that(left.getCount())
        .isEqualTo(0);
    assertThat(failures).isEmpty();
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  private static void disturb(Admission limiter, Limits limits) {
    switch (ThreadLocalRandom.current().nextInt(60)) {
      case 0 -> limiter.pauseFor(500 * MICRO);
      case 1 -> limiter.resume();
      case 2 -> limiter.change(limits);
      default -> {}
    }
  }

  private static boolean isRejected() {
    return ThreadLocalRandom.current().nextInt(6) == 0;
  }

  private static void end(
      Admission limiter, @Nullable String key, long arrival, boolean isRejected) {
    if (isRejected) {
      BackOffAdvice unused = limiter.failed(key, arrival, Terms.oneCall(0), REJECTED);
    }
    if (limiter.tracksPermits() || limiter.isWatching()) {
      Inference.Outcome outcome = isRejected ? Inference.Outcome.UNKNOWN : Inference.Outcome.SERVED;
      limiter.close(key, arrival, Terms.oneCall(0), outcome);
    }
  }

  private void block(Admission limiter, @Nullable String key) {
    try {
      for (int i = 0; i < CALLS; i++) {
        long arrival = limiter.admit(key, TERMS);
        boolean isRejected = isRejected();
        end(limiter, key, arrival, isRejected);
        while (isRejected) {
          long due = limiter.timeline().now() + 500 * MICRO;
          boolean unused =
              limiter.readmit(
                  key, TERMS, new Attempt(arrival, due, Timeline.NEVER, true, Admission.NO_CALL));
          isRejected = isRejected();
          end(limiter, key, arrival, isRejected);
        }
      }
    } catch (RuntimeException | Error failure) {
      failures.add(failure);
    } finally {
      left.countDown();
    }
  }

  /** Calls without a thread, one after the other. */
  private final class Chain {

    private final Admission limiter;
    private final @Nullable String key;
    private int calls;

    Chain(Admission limiter, @Nullable String key) {
      this.limiter = limiter;
      this.key = key;
    }

    void next() {
      try {
        while (calls < CALLS) {
          calls++;
          AsyncWaiter waiter = limiter.enter(key, TERMS, this::later);
          if (!waiter.isAdmitted() || !admitted(waiter.arrival())) {
            return;
          }
        }
        left.countDown();
      } catch (RuntimeException | Error failure) {
        failures.add(failure);
        left.countDown();
      }
    }

    private void later(AsyncWaiter waiter) {
      executor.execute(() -> look(waiter));
    }

    private void look(AsyncWaiter waiter) {
      try {
        if (waiter.tryAdmit() && admitted(waiter.arrival())) {
          next();
        }
      } catch (RuntimeException | Error failure) {
        failures.add(failure);
        left.countDown();
      }
    }

    /** Whether the call has ended; otherwise it is tried again. */
    private boolean admitted(long arrival) {
      boolean isRejected = isRejected();
      end(limiter, key, arrival, isRejected);
      if (isRejected) {
        long due = limiter.timeline().now() + 500 * MICRO;
        AsyncWaiter again =
            limiter.waiter(
                TERMS,
                new Attempt(arrival, due, Timeline.NEVER, true, Admission.NO_CALL),
                this::later);
        limiter.reenter(key, again);
      }
      return !isRejected;
    }
  }
}
