package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How threads wait on the clock. */
@Timeout(60)
final class VirtualClockParkTest {

  private static final long MS = 1_000_000;

  private final VirtualClock clock = new VirtualClock();
  private final long begin = clock.nanoTime();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aParkedThreadIsWokenAtExactlyItsTime() {
    start("a", () -> parkAndLog("a", 10 * MS));

    clock.advance(Duration.ofNanos(10 * MS - 1));
    assertThat(events).isEmpty();
    clock.advance(Duration.ofNanos(1));

    assertThat(events).containsExactly("a 10");
  }

  @Test
  void advanceWaitsUntilAWokenThreadParksAgain() {
    start(
        "a",
        () -> {
          for (int i = 0; i < 100; i++) {
            parkAndLog("a", MS);
          }
        });

    clock.advance(Duration.ofMillis(100));

    assertThat(events).hasSize(100);
    assertThat(events.get(99)).isEqualTo("a 100");
  }

  @Test
  void unparkWakesAThreadWithoutABound() {
    Thread thread = start("a", () -> parkAndLog("a", Long.MAX_VALUE));
    clock.schedule(() -> clock.unpark(thread), 20 * MS);

    clock.advance(Duration.ofMillis(30));

    assertThat(events).containsExactly("a 20");
  }

  @Test
  void unparkTakesTheEndOfAParkAway() {
    Thread thread = start("a", () -> parkAndLog("a", 20 * MS));
    assertThat(clock.next()).hasValue(Duration.ofMillis(20));

    clock.unpark(thread);
    clock.awaitQuiet();

    assertThat(events).containsExactly("a 0");
    assertThat(clock.next()).isEmpty();
  }

  @Test
  void onePermitIsKeptForTheNextPark() {
    CountDownLatch go = new CountDownLatch(1);
    Thread thread =
        clock.start(
            "a",
            () -> {
              awaitReal(go);
              parkAndLog("permit", 10 * MS);
              parkAndLog("parked", 10 * MS);
            });
    clock.unpark(thread);
    clock.unpark(thread);
    go.countDown();

    clock.advance(Duration.ofMillis(10));

    assertThat(events).containsExactly("permit 0", "parked 10").inOrder();
  }

  @Test
  void interruptEndsAParkAndLeavesTheFlag() {
    Thread thread =
        start(
            "a",
            () -> {
              clock.park(this, Long.MAX_VALUE);
              log("interrupted " + Thread.currentThread().isInterrupted());
              clock.park(this, Long.MAX_VALUE);
              log("still " + Thread.interrupted());
              parkAndLog("again", 5 * MS);
            });

    thread.interrupt();
    clock.advance(Duration.ofMillis(5));

    assertThat(events).containsExactly("interrupted true 0", "still true 0", "again 5").inOrder();
  }

  @Test
  void interruptsAreNeverTakenForQuiet() {
    for (int i = 0; i < 500; i++) {
      Thread thread = start("a", () -> parkAndLog("a", Long.MAX_VALUE));
      thread.interrupt();
      clock.awaitQuiet();
      assertThat(events.size()).isEqualTo(i + 1);
    }
  }

  @Test
  void parkForNothingReturns() {
    start("a", () -> parkAndLog("a", 0));

    assertThat(events).containsExactly("a 0");
  }

  @Test
  void aThreadFromElsewhereMayParkToo() throws InterruptedException {
    CountDownLatch parked = new CountDownLatch(1);
    Thread outsider =
        new Thread(
            () -> {
              parked.countDown();
              parkAndLog("outsider", 10 * MS);
            });
    outsider.start();
    awaitReal(parked);
    while (clock.next().isEmpty()) {
      Thread.onSpinWait();
    }

    clock.advance(Duration.ofMillis(10));
    outsider.join(TimeUnit.SECONDS.toMillis(10));

    assertThat(events).containsExactly("outsider 10");
  }

  @Test
  void manyThreadsWakeExactlyWhenTheyAskedTo() {
    Random random = new Random(1);
    List<Long> late = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 200; i++) {
      long[] naps = random.longs(20, 1, 50 * MS).toArray();
      clock.start(
          "thread-" + i,
          () -> {
            for (long nap : naps) {
              long due = clock.nanoTime() + nap;
              clock.park(this, nap);
              late.add(clock.nanoTime() - due);
            }
          });
    }

    clock.advance(Duration.ofSeconds(1));

    assertThat(late).hasSize(4000);
    assertThat(new HashSet<>(late)).containsExactly(0L);
  }

  private Thread start(String name, Runnable body) {
    Thread thread = clock.start(name, body);
    clock.awaitQuiet();
    return thread;
  }

  private void parkAndLog(String name, long nanos) {
    clock.park(this, nanos);
    log(name);
  }

  private void log(String event) {
    events.add(event + " " + (clock.nanoTime() - begin) / MS);
  }

  private static void awaitReal(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
