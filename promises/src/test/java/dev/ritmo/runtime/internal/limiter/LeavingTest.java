package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.time.Timeline.NEVER;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who stops waiting gives everything back at once. */
final class LeavingTest {

  private static final long MILLI = 1_000_000;

  private final VirtualClock clock = new VirtualClock();
  private final Line line = new Line(clock, Limit.calls(1, 100, TimeUnit.MILLISECONDS));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thoseBehindTheHeadMoveUp(boolean blocks) {
    for (int id = 0; id < 4; id++) {
      line.arrive(id, blocks, NEVER);
    }

    line.leave(1);
    line.advance(1000 * MILLI);

    assertThat(line.outcomes().order()).containsExactly(0, 2, 3).inOrder();
    assertThat(line.outcomes().times()).asList().containsExactly(0L, 105 * MILLI, 210 * MILLI);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRetryThatIsNotDueLeavesAsWell(boolean blocks) {
    line.arrive(0, blocks, NEVER);
    line.arrive(1, blocks, NEVER);
    line.retry(0, 50 * MILLI, NEVER);

    line.leave(0);
    line.advance(105 * MILLI);

    assertThat(line.outcomes().order()).containsExactly(0, 1).inOrder();
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void everybodyLeavesAndNothingIsLeftBehind() {
    for (int id = 0; id < 200; id++) {
      line.arrive(id, id % 2 == 0, NEVER);
    }

    for (int id = 199; id > 0; id--) {
      line.leave(id);
    }

    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEmpty();
    line.advance(105 * MILLI);
    line.arrive(200, true, 0);
    assertThat(line.outcomes().order()).containsExactly(0, 200).inOrder();
  }

  @Test
  void whoHasLeftMakesRoomForWhoWouldHaveComeTooLate() {
    line.arrive(0, true, NEVER);
    line.arrive(1, true, NEVER);
    line.leave(1);

    line.arrive(2, true, 105 * MILLI);

    assertThat(line.limiter().snapshot().refused()).isEqualTo(0);
  }

  @Test
  void anInterruptedThreadKeepsItsFlag() {
    AtomicBoolean flag = new AtomicBoolean();
    line.arrive(0, true, NEVER);
    Thread thread =
        clock.start(
            "interrupted",
            () -> {
              CancellationException thrown =
                  assertThrows(
                      InterruptedWaitException.class,
                      () -> line.limiter().admit(null, Terms.oneCall(NEVER)));
              assertThat(thrown)
                  .hasMessageThat()
                  .isEqualTo("Interrupted while waiting for limiter \"line\".");
              flag.set(Thread.currentThread().isInterrupted());
            });
    clock.awaitQuiet();

    thread.interrupt();
    clock.awaitQuiet();

    assertThat(flag.get()).isTrue();
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void anInterruptDoesNotStopAThreadThatNeedNotWait() {
    clock.start(
        "interrupted",
        () -> {
          Thread.currentThread().interrupt();
          line.limiter().admit(null, Terms.oneCall(0));
        });
    clock.awaitQuiet();

    assertThat(line.limiter().snapshot().admitted()).isEqualTo(1);
  }

  @Test
  void aCallThatHasBeenAdmittedCannotLeave() {
    line.arrive(0, false, 0);
    AsyncWaiter waiter =
        line.limiter().enter(null, Terms.oneCall(NEVER), entered -> entered.tryAdmit());
    line.advance(105 * MILLI);

    assertThat(waiter.abandon()).isFalse();
    assertThat(waiter.tryAdmit()).isFalse();
    assertThat(line.limiter().snapshot().admitted()).isEqualTo(2);
  }

  @Test
  void aCallThatHasLeftIsNotAdmitted() {
    line.arrive(0, false, 0);
    AsyncWaiter waiter = line.limiter().enter(null, Terms.oneCall(NEVER), entered -> {});

    assertThat(waiter.abandon()).isTrue();
    assertThat(waiter.abandon()).isFalse();
    line.advance(200 * MILLI);

    assertThat(waiter.tryAdmit()).isFalse();
  }
}
