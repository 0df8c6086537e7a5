package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that a program can do with permits, at random, on real time and threads; in the end
 * every permit is accounted for.
 */
@Timeout(60)
final class ApiStressTest {

  private static final int CALLS = 40;
  private static final int SLOTS = 6;
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final Duration LASTS = Duration.ofSeconds(1);
  private static final int THREADS = 6;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Stamps stamps = new Stamps();
  private final Account account = new Account();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<CompletableFuture<?>> requests = new ArrayList<>();

  @AfterEach
  void close() {
    stamps.executor.shutdownNow();
    Ritmo.reset();
  }

  /** With a few keys, and with more than have a state of their own. */
  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void everyPermitIsAccountedFor(int keys) throws InterruptedException {
    Ritmo.reset(stamps);
    Limiter limiter = Ritmo.limiter("stress", limits(CALLS));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      boolean blocks = i % 2 == 0;
      threads.add(new Thread(() -> call(limiter, keys, blocks)));
    }

    threads.forEach(Thread::start);
    disturb(limiter, threads);
    isOver.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    endRequests();

    assertThat(failures).isEmpty();
    LimiterSnapshot end = limiter.snapshot();
    assertThat(end.waiting()).isEqualTo(0);
    assertThat(end.lost()).isEqualTo(0);
    assertWithMessage("slots").that(end.states().get(2).used()).isEqualTo(0);
    assertThat(account.running()).isEqualTo(0);
    assertThat(account.mostRunning()).isAtMost(SLOTS);
    assertThat(end.admitted() - end.givenBack()).isEqualTo(account.admitted());
    assertThat(account.stamps().length).isGreaterThan(50);
    assertThat(WindowCheck.of(account.stamps(), PERIOD).largest()).isAtMost(CALLS);
  }

  private static Limits limits(int calls) {
    long millis = PERIOD.toMillis();
    return Limits.of(
            Limit.calls(calls, millis, TimeUnit.MILLISECONDS),
            Limit.tokens(4000, millis, TimeUnit.MILLISECONDS),
            Limit.concurrent(SLOTS))
        .perKey(Limit.calls(calls, millis, TimeUnit.MILLISECONDS), Limit.concurrent(SLOTS - 1))
        .maxKeys(10);
  }

  /** Interrupts, pauses, and changes of the limits to stricter ones and back. */
  private static void disturb(Limiter limiter, List<Thread> threads) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long start = System.nanoTime();
    while (System.nanoTime() - start < LASTS.toNanos()) {
      threads.get(random.nextInt(threads.size())).interrupt();
      int what = random.nextInt(100);
      if (what < 2) {
        limiter.pause(Duration.ofNanos(random.nextLong(3_000_000)));
      } else if (what < 6) {
        limiter.change(limits(random.nextInt(CALLS / 2, CALLS + 1)));
      }
      LockSupport.parkNanos(200_000);
    }
    limiter.change(limits(CALLS));
  }

  private void call(Limiter limiter, int keys, boolean blocks) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!isOver.get()) {
      boolean unused = Thread.interrupted();
      LimitedCall call = randomCall(limiter, keys, random);
      try {
        if (blocks) {
          use(call.acquire(), stamps.last());
        } else {
          request(call, random);
        }
      } catch (RateLimitExceededException | InterruptedWaitException notAdmitted) {
        LockSupport.parkNanos(20_000);
      } catch (Throwable failure) {
        note(failure);
      }
    }
  }

  private static LimitedCall randomCall(Limiter limiter, int keys, ThreadLocalRandom random) {
    Priority[] priorities = Priority.values();
    return limiter
        .call()
        .key(random.nextInt(keys))
        .priority(priorities[random.nextInt(priorities.length)])
        .maxWait(Duration.ofNanos(random.nextInt(4) == 0 ? 0 : random.nextLong(10_000_000)))
        .tokens(random.nextLong(200));
  }

  private void request(LimitedCall call, ThreadLocalRandom random) {
    Thread caller = Thread.currentThread();
    CompletableFuture<Permit> permit = call.acquireAsync();
    CompletableFuture<Void> used = permit.thenAccept(admitted -> use(admitted, ifKnown(caller)));
    synchronized (requests) {
      requests.add(used);
    }
    LockSupport.parkNanos(random.nextLong(500_000));
    if (random.nextInt(3) == 0) {
      permit.cancel(true);
    }
  }

  /**
   * When a call was admitted that did not hold up its thread; of one that runs on it nevertheless,
   * nobody knows whether it has been admitted on arrival or just now.
   */
  private long ifKnown(Thread caller) {
    return Thread.currentThread() == caller ? UNKNOWN : stamps.last();
  }

  /** What a call may do with its permit, in the end one of the three ways to close it. */
  private void use(Permit permit, long stamp) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    account.begin();
    try {
      LockSupport.parkNanos(random.nextLong(300_000));
      if (random.nextBoolean()) {
        permit.settle(Dimension.TOKENS, random.nextLong(300));
      }
      if (random.nextInt(10) == 0) {
        permit.observe(Dimension.CALLS, CALLS, random.nextInt(CALLS), PERIOD);
      }
    } catch (Throwable failure) {
      note(failure);
    } finally {
      boolean isGivenBack = random.nextInt(8) == 0;
      account.end(isGivenBack ? UNKNOWN : stamp, isGivenBack);
      if (isGivenBack) {
        permit.giveBack();
      }
      permit.close();
    }
  }

  private void note(Throwable failure) {
    synchronized (failures) {
      failures.add(failure);
    }
  }

  private void endRequests() {
    List<CompletableFuture<?>> all;
    synchronized (requests) {
      all = List.copyOf(requests);
    }
    for (CompletableFuture<?> request : all) {
      CompletableFuture<?> ended = request.exceptionally(failure -> null);
      ended.orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  /** The time of the machine; knows when each thread has looked at it last: on its admission. */
  private static final class Stamps extends WrappedTime {

    private final ThreadLocal<Long> last = new ThreadLocal<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(4);

    Stamps() {
      super(TimeSource.system());
    }

    long last() {
      return last.get();
    }

    @Override
    public long nanoTime() {
      long now = super.nanoTime();
      last.set(now);
      return now;
    }

    @Override
    public Executor executor() {
      return executor;
    }
  }

  /** What the test knows of the calls admitted. */
  private static final class Account {

    private final List<Long> stamps = new ArrayList<>();
    private int running;
    private int mostRunning;
    private long admitted;

    synchronized void begin() {
      running++;
      mostRunning = Math.max(mostRunning, running);
      admitted++;
    }

    synchronized void end(long stamp, boolean isGivenBack) {
      running--;
      if (stamp != UNKNOWN) {
        stamps.add(stamp);
      }
      if (isGivenBack) {
        admitted--;
      }
    }

    synchronized int running() {
      return running;
    }

    synchronized int mostRunning() {
      return mostRunning;
    }

    synchronized long admitted() {
      return admitted;
    }

    synchronized long[] stamps() {
      return stamps.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
