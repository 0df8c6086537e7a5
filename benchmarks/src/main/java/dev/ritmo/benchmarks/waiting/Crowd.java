package dev.ritmo.benchmarks.waiting;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Permit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of one kind that wait on one limiter. Blocking ones arrive a hundred at a time, the next
 * when all of these are in the line: more would only show how fast threads are started.
 */
final class Crowd {

  private static final int TOGETHER = 100;
  private static final long POLL = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  private final Kind kind;
  private final Limiter limiter;
  private final long[] times;
  private final int[] callers;
  private final AtomicInteger count = new AtomicInteger();

  Crowd(Kind kind, Limiter limiter) {
    this.kind = kind;
    this.limiter = limiter;
    this.times = new long[kind.callers()];
    this.callers = new int[kind.callers()];
  }

  /** Lets all of them arrive, and returns how long that takes, in nanoseconds. */
  long gather() {
    LimitedCall call = limiter.call().waitForever();
    int before = limiter.snapshot().waiting();
    long begin = System.nanoTime();
    for (int i = 0; i < kind.callers(); i++) {
      int caller = i;
      kind.start(call, permit -> admitted(caller, permit));
      if ((i + 1) % TOGETHER == 0 && !kind.isInOrder()) {
        awaitWaiting(before + i + 1);
      }
    }
    return System.nanoTime() - begin;
  }

  private void awaitWaiting(int callersInLine) {
    long deadline = System.nanoTime() + PATIENCE;
    while (limiter.snapshot().waiting() < callersInLine) {
      LockSupport.parkNanos(POLL);
      requireBefore(deadline);
    }
  }

  private static void requireBefore(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException("The limiter must keep pace, but did not within two minutes");
    }
  }

  /** The number is taken while the permit is held, so that under one slot the order is exact. */
  private void admitted(int caller, Permit permit) {
    long now = System.nanoTime();
    int place = count.getAndIncrement();
    times[place] = now;
    callers[place] = caller;
    permit.close();
  }

  /** Waits until all are through. */
  void awaitAll() {
    long deadline = System.nanoTime() + PATIENCE;
    while (count.get() < kind.callers()) {
      LockSupport.parkNanos(POLL);
      requireBefore(deadline);
    }
  }

  /** When callers were admitted so far, in the order in which they were. */
  long[] times() {
    long[] sorted = Arrays.copyOf(times, count.get());
    Arrays.sort(sorted);
    return sorted;
  }

  /** How many went before somebody who had surely arrived earlier, and by how much at most. */
  String overtaking() {
    int overtaking = 0;
    long most = 0;
    int earliestLater = Integer.MAX_VALUE;
    int last = count.get() - 1;
    for (int place = last; place >= 0; place--) {
      if (earliestLater < group(place)) {
        overtaking++;
        most = Math.max(most, times[lastOvertakenBy(place, last)] - times[place]);
      }
      earliestLater = Math.min(earliestLater, group(place));
    }
    return overtaking == 0
        ? "0"
        : String.format(Locale.ROOT, "%d, by at most %.2f ms", overtaking, most / 1e6);
  }

  private int lastOvertakenBy(int place, int last) {
    int overtaken = last;
    while (group(overtaken) >= group(place)) {
      overtaken--;
    }
    return overtaken;
  }

  /** Of callers in a group nobody knows who arrived first. */
  private int group(int place) {
    return kind.isInOrder() ? callers[place] : callers[place] / TOGETHER;
  }
}
