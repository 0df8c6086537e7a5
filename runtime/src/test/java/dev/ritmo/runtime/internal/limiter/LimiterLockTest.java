package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // tries the lock, not what it guards
class LimiterLockTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 50_000;

  private final LimiterLock lock = new LimiterLock(() -> () -> {});
  private long count;

  @Test
  void onlyOneThreadAtATimeIsInside() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(this::increment));
    }

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(count).isEqualTo((long) THREADS * ROUNDS);
  }

  @Test
  void aThreadThatFindsItTakenGetsItOnceItIsFree() throws InterruptedException {
    lock.lock();
    Thread other = new Thread(this::increment);
    other.start();
    while (other.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(count).isEqualTo(0);

    lock.unlock();
    other.join();

    assertThat(count).isEqualTo(ROUNDS);
  }

  @Test
  void anInterruptIsKeptAndChangesNothing() throws InterruptedException {
    lock.lock();
    List<Boolean> flags = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              lock.lock();
              flags.add(Thread.currentThread().isInterrupted());
              lock.unlock();
            });
    other.start();
    other.interrupt();

    lock.unlock();
    other.join();

    assertThat(flags).containsExactly(true);
  }

  private void increment() {
    for (int i = 0; i < ROUNDS; i++) {
      lock.lock();
      try {
        count++;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsThatAreInterruptedLeaveTheirCarriersToWhoHasTheLock() throws Exception {
    CountDownLatch isHeld = new CountDownLatch(1);
    Thread holder =
        startVirtual(
            () -> {
              lock.lock();
              isHeld.countDown();
              LockSupport.parkNanos(50_000_000); // as where it arms a timer that others arm
              lock.unlock();
            });
    isHeld.await();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      others.add(
          startVirtual(
              () -> {
                Thread.currentThread().interrupt();
                lock.lock();
                lock.unlock();
              }));
    }

    holder.join();
    for (Thread other : others) {
      other.join();
    }
  }

  private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
  }
}
