package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VirtualClockTest {

  private static final long MS = 1_000_000;

  private final VirtualClock clock = new VirtualClock();
  private final long begin = clock.nanoTime();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void timeStandsStillUntilItIsMoved() {
    long nanos = clock.nanoTime();
    Instant now = clock.now();

    assertThat(clock.nanoTime()).isEqualTo(nanos);
    clock.advance(Duration.ofMillis(7));
    assertThat(clock.nanoTime() - nanos).isEqualTo(7 * MS);
    assertThat(clock.now()).isEqualTo(now.plusMillis(7));
  }

  @Test
  void tasksRunInOrderOfTimeThenOfRequestAtExactlyTheirTime() {
    clock.schedule(() -> log("late"), 30 * MS);
    clock.schedule(() -> log("first"), 10 * MS);
    clock.schedule(() -> log("second"), 10 * MS);
    clock.schedule(() -> log("too late"), 31 * MS);

    clock.advance(Duration.ofMillis(30));

    assertThat(events).containsExactly("first 10", "second 10", "late 30").inOrder();
  }

  @Test
  void aTaskMayScheduleAnotherWithinTheSameAdvance() {
    clock.schedule(
        () -> {
          log("one");
          clock.schedule(() -> log("two"), 5 * MS);
        },
        10 * MS);

    clock.advance(Duration.ofMillis(15));

    assertThat(events).containsExactly("one 10", "two 15").inOrder();
  }

  @Test
  void aTaskDueAtOnceRunsInAnAdvanceByNothing() {
    clock.schedule(() -> log("now"), -1);
    assertThat(events).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(events).containsExactly("now 0");
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    Runnable cancel = clock.schedule(() -> log("never"), 10 * MS);

    cancel.run();
    clock.advance(Duration.ofMillis(10));

    assertThat(events).isEmpty();
    assertThat(clock.next()).isEmpty();
  }

  @Test
  void aTaskThatThrowsEndsTheAdvanceAtItsTime() {
    clock.schedule(
        () -> {
          throw new IllegalArgumentException("broken");
        },
        10 * MS);

    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofMillis(30)));

    assertThat(clock.nanoTime() - begin).isEqualTo(10 * MS);
  }

  @Test
  void tasksAndThreadsShareOneOrder() {
    start("a", () -> parkAndLog("a", 10 * MS));
    clock.schedule(() -> log("task"), 10 * MS);
    start("b", () -> parkAndLog("b", 10 * MS));

    clock.advance(Duration.ofMillis(10));

    assertThat(events).containsExactly("a 10", "task 10", "b 10").inOrder();
  }

  @Test
  void aThreadThatIsNotQuietFailsWithItsStack() {
    VirtualClock impatient = new VirtualClock(0, Instant.EPOCH, Duration.ofMillis(20));
    CountDownLatch never = new CountDownLatch(1);
    impatient.start("stuck", () -> awaitReal(never));

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> impatient.advance(Duration.ofMillis(1)));

    never.countDown();
    assertThat(thrown).hasMessageThat().contains("\"stuck\"");
    assertThat(thrown).hasMessageThat().contains("awaitReal");
  }

  @Test
  void aThreadThatThrowsFailsTheNextAdvance() {
    IllegalArgumentException broken = new IllegalArgumentException("broken");
    clock.start(
        "a",
        () -> {
          throw broken;
        });

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ZERO));

    assertThat(thrown).hasCauseThat().isSameInstanceAs(broken);
    clock.advance(Duration.ZERO);
  }

  @Test
  void tasksAndCrewMustNotMoveOrWaitForTime() {
    clock.schedule(() -> assertRefused(() -> clock.advance(Duration.ZERO)), 0);
    clock.schedule(() -> assertRefused(() -> clock.park(this, 1)), 0);
    clock.start("a", () -> assertRefused(() -> clock.advance(Duration.ZERO)));
    clock.start("b", () -> assertRefused(clock::awaitQuiet));

    clock.advance(Duration.ZERO);

    assertThat(events).containsExactly("refused", "refused", "refused", "refused");
  }

  @Test
  void aNegativeAdvanceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
  }

  @Test
  void nanoTimeOverflowsAsTheRealOneMay() {
    VirtualClock late = new VirtualClock(Long.MAX_VALUE - 5, Instant.EPOCH);
    List<Long> woken = Collections.synchronizedList(new ArrayList<>());
    late.start(
        "a",
        () -> {
          late.park(this, 10);
          woken.add(late.nanoTime());
        });

    late.advance(Duration.ofNanos(10));

    assertThat(woken).containsExactly(Long.MIN_VALUE + 4);
    assertThat(late.now()).isEqualTo(Instant.EPOCH.plusNanos(10));
  }

  @Test
  void theExecutorsThreadsBelongToTheCrew() {
    clock.executor().execute(() -> parkAndLog("a", 10 * MS));

    clock.advance(Duration.ofMillis(10));

    assertThat(events).containsExactly("a 10");
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

  private void assertRefused(Runnable action) {
    assertThrows(IllegalStateException.class, action::run);
    events.add("refused");
  }

  private static void awaitReal(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
