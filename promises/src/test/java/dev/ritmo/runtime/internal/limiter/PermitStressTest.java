package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads, the real clock, and everything that can be done with permits, at random. */
@Timeout(60)
final class PermitStressTest {

  private static final long MICRO = 1_000;
  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final int SLOTS = 4;
  private static final Limit TOKENS = Limit.tokens(1000, 2000, TimeUnit.MICROSECONDS);
  private static final Limit CALLS = Limit.calls(20, 2000, TimeUnit.MICROSECONDS);
  private static final Limit OF_KEY = Limit.calls(5, 1000, TimeUnit.MICROSECONDS);
  private static final Limits KEYED = Limits.of(CALLS, Limit.concurrent(SLOTS)).perKey(OF_KEY);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final StampingTime time = new StampingTime(executor);
  private final Map<String, Queue<Long>> stamps = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final AtomicLong givenBack = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void callsTokensAndSlots() throws InterruptedException {
    Limits limits = Limits.of(CALLS, TOKENS, Limit.concurrent(SLOTS));
    Admission limiter = new LimiterCore("stress", limits.setup(Duration.ZERO), new Timeline(time));

    stress(limiter, limits, false);

    assertWindow(CALLS, all());
  }

  @Test
  void keysUnderALimitOverAll() throws InterruptedException {
    Limits limits = KEYED.maxKeys(3);
    Admission limiter = new LimiterCore("stress", limits.setup(Duration.ZERO), new Timeline(time));

    stress(limiter, limits, true);

    assertWindow(CALLS, all());
    stamps.values().forEach(times -> assertWindow(OF_KEY, times));
  }

  private void stress(Admission limiter, Limits limits, boolean hasKeys)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String key = "key " + i;
      threads.add(new Thread(() -> watched(() -> block(limiter, key, hasKeys))));
      threads.add(new Thread(() -> watched(() -> enter(limiter, key, hasKeys))));
    }
    threads.forEach(Thread::start);
    disturb(limiter, limits, threads);
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    executor.shutdown();
    assertWithMessage("late bodies end")
        .that(executor.awaitTermination(20, TimeUnit.SECONDS))
        .isTrue();

    assertThat(failures).isEmpty();
    assertThat(mostRunning.get()).isAtMost(SLOTS);
    assertThat(running.get()).isEqualTo(0);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    LimiterSnapshot last = limiter.snapshot();
    assertThat(last.admitted() - last.givenBack()).isEqualTo(all().size());
    assertThat(all().size()).isGreaterThan(30);
    assertThat(givenBack.get()).isGreaterThan(0);
    for (LimitState state : limiter.snapshot().states()) {
      if (state.limit().dimension() == Dimension.SLOTS) {
        assertThat(state.used()).isEqualTo(0);
      }
    }
  }

  /** Interrupts, pauses, and changes the limits, to the same ones. */
  private static void disturb(Admission limiter, Limits limits, List<Thread> threads) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1000)) {
      threads.get(random.nextInt(threads.size())).interrupt();
      switch (random.nextInt(100)) {
        case 0 -> limiter.pause(limiter.timeline().now() + random.nextLong(2000 * MICRO));
        case 1, 2 -> limiter.change(limits);
        default -> {}
      }
      LockSupport.parkNanos(200 * MICRO);
    }
  }

  private void late(Runnable body) {
    executor.execute(() -> watched(body));
  }

  private void watched(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException | Error failure) {
      failures.add(failure);
      throw failure;
    }
  }

  private void block(Admission limiter, String name, boolean hasKeys) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    @Nullable String key = hasKeys ? name : null;
    while (!over) {
      Thread.interrupted();
      Terms terms = terms(random);
      try {
        long arrival = limiter.admit(key, terms);
        work(limiter, key, arrival, terms);
      } catch (RateLimitExceededException | InterruptedWaitException notAdmitted) {
        LockSupport.parkNanos(10 * MICRO);
      }
    }
  }

  private void enter(Admission limiter, String name, boolean hasKeys) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    @Nullable String key = hasKeys ? name : null;
    while (!over) {
      Thread.interrupted();
      Terms terms = terms(random);
      try {
        AsyncWaiter waiter =
            limiter.enter(key, terms, entered -> late(() -> look(limiter, key, entered, terms)));
        if (waiter.isAdmitted()) {
          work(limiter, key, waiter.arrival(), terms);
        }
        LockSupport.parkNanos(random.nextLong(2000 * MICRO));
        waiter.abandon();
      } catch (RateLimitExceededException notAdmitted) {
        LockSupport.parkNanos(10 * MICRO);
      }
    }
  }

  private void look(Admission limiter, @Nullable String key, AsyncWaiter waiter, Terms terms) {
    try {
      if (waiter.tryAdmit()) {
        work(limiter, key, waiter.arrival(), terms);
      }
    } catch (RateLimitExceededException refusal) {
      // nothing was taken
    }
  }

  private void work(Admission limiter, @Nullable String key, long arrival, Terms terms) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long stamp = time.stamp();
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    if (random.nextInt(10) == 0) {
      running.decrementAndGet();
      limiter.giveBack(key, arrival, terms);
      givenBack.incrementAndGet();
      return;
    }
    stamps.computeIfAbsent(String.valueOf(key), any -> new ConcurrentLinkedQueue<>()).add(stamp);
    if (random.nextBoolean()) {
      long used = random.nextLong(2 * terms.weights().of(Dimension.TOKENS) + 1);
      assertThat(limiter.settle(key, arrival, Usage.of(Dimension.TOKENS, used))).isTrue();
    }
    running.decrementAndGet();
    limiter.close(key, arrival, Terms.oneCall(0), Inference.Outcome.SERVED);
    if (random.nextInt(10) == 0) {
      limiter.close(key, arrival, Terms.oneCall(0), Inference.Outcome.SERVED);
    }
  }

  private static Terms terms(ThreadLocalRandom random) {
    Priority priority = PRIORITIES.get(random.nextInt(3));
    long wait = random.nextInt(4) == 0 ? 0 : random.nextLong(8000 * MICRO);
    return new Terms(Weights.ONE_CALL.with(Dimension.TOKENS, random.nextLong(200)), priority, wait);
  }

  private Queue<Long> all() {
    Queue<Long> all = new ConcurrentLinkedQueue<>();
    stamps.values().forEach(all::addAll);
    return all;
  }

  private static void assertWindow(Limit limit, Queue<Long> times) {
    long[] admissions = times.stream().mapToLong(Long::longValue).toArray();
    Duration span = Duration.ofNanos(limit.periodNanos() + LimitSet.margin(limit));
    assertThat(WindowCheck.of(admissions, span).largest()).isAtMost((int) limit.amount());
  }
}
