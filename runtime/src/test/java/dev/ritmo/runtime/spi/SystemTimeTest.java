package dev.ritmo.runtime.spi;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SystemTimeTest {

  private final TimeSource time = TimeSource.system();

  @Test
  void theTimeIsThatOfTheMachine() {
    long before = System.nanoTime();
    long now = time.nanoTime();

    assertThat(now).isAtLeast(before);
    assertThat(Duration.between(time.now(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aParkEndsAfterItsTime() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2_000_000) {
      time.park(this, 1_000_000);
    }
  }

  @Test
  void anUnparkThatComesFirstCounts() {
    time.unpark(Thread.currentThread());
    time.park(this, Long.MAX_VALUE);
  }

  @Test
  void aTaskRunsAfterItsDelayOnADaemonThread() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Thread[] thread = new Thread[1];
    long start = System.nanoTime();

    time.schedule(
        () -> {
          thread[0] = Thread.currentThread();
          ran.countDown();
        },
        1_000_000);

    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - start).isAtLeast(1_000_000);
    assertThat(thread[0].isDaemon()).isTrue();
  }

  @Test
  void aCancelledTaskDoesNotRun() throws InterruptedException {
    CountDownLatch later = new CountDownLatch(1);
    boolean[] ran = new boolean[1];

    time.schedule(() -> ran[0] = true, 200_000_000).run();
    time.schedule(later::countDown, 250_000_000);

    assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran[0]).isFalse();
  }

  @Test
  void aTaskThatIsDueDoesNotGoByTheTimer() throws InterruptedException {
    assumeTrue(time.executor() instanceof ForkJoinPool, "each task has a thread of its own here");
    CountDownLatch due = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);

    time.schedule(() -> awaitUninterrupted(due), 1);
    time.schedule(due::countDown, 0);
    time.schedule(held::countDown, 1);

    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theTimerHoldsNothingOfWhoUsesItFirst() throws InterruptedException {
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("the first");
    List<String> seen = new ArrayList<>();

    Thread timer = SystemTime.timer(() -> seen.add(String.valueOf(user.get())));
    timer.start();
    timer.join();

    assertThat(seen).containsExactly("null");
  }

  @Test
  void aWorkerOfAPoolThatParksIsReplaced() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread[] waiting = new Thread[1];
    boolean[] isOver = new boolean[1];
    Future<?> first =
        pool.submit(
            () -> {
              waiting[0] = Thread.currentThread();
              begun.countDown();
              while (!isOver[0]) {
                time.park(this, Long.MAX_VALUE);
              }
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    Future<?> second =
        pool.submit(
            () -> {
              isOver[0] = true;
              time.unpark(waiting[0]);
            });

    second.get(10, TimeUnit.SECONDS);
    first.get(10, TimeUnit.SECONDS);
    pool.shutdown();
  }
}
