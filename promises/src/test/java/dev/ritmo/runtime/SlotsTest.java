package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many calls at the same time. */
final class SlotsTest {

  private final VirtualClock clock = new VirtualClock();
  private final Caller caller = new Caller(clock);
  private Limiter limiter = Ritmo.limiter("unused", Limit.concurrent(1));

  @BeforeEach
  void useVirtualTime() {
    Ritmo.reset(clock);
    limiter = Ritmo.limiter("slots", Limit.concurrent(2));
  }

  @AfterEach
  void useRealTime() {
    Ritmo.reset();
  }

  private LimitedCall call() {
    return limiter.call().waitForever();
  }

  private long running() {
    return limiter.snapshot().states().stream()
        .filter(state -> state.limit().equals(Limit.concurrent(2)))
        .findFirst()
        .orElseThrow()
        .used();
  }

  @Test
  void asManyRunAsThereAreSlotsAndTheFirstGoesWhenOneEnds() {
    Permit first = call().acquire();
    Permit second = call().acquire();
    caller.call("third", call());
    caller.call("fourth", call());

    second.close();
    caller.advance(0);
    assertThat(caller.names()).containsExactly("third");
    first.close();
    caller.advance(0);

    assertThat(caller.names()).containsExactly("third", "fourth").inOrder();
    assertThat(running()).isEqualTo(2);
  }

  @Test
  void aRefusedCallComesBackWhenTheOthersHaveRunAsLongAgain() {
    call().acquire();
    clock.advance(Duration.ofSeconds(3));
    call().acquire();

    var refusal =
        assertThrows(
            RateLimitExceededException.class, () -> call().maxWait(Duration.ZERO).acquire());

    assertThat(refusal.limit()).hasValue(Limit.concurrent(2));
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void afterTheFirstHasEndedItComesBackWhenItsSuccessorWillHaveRunAsLong() {
    Permit first = call().acquire();
    call().acquire();
    clock.advance(Duration.ofSeconds(8));
    first.close();
    call().acquire();

    var refusal =
        assertThrows(
            RateLimitExceededException.class, () -> call().maxWait(Duration.ZERO).acquire());

    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void closingTwiceFreesOneSlot() {
    Permit first = call().acquire();
    Permit second = call().acquire();

    first.close();
    first.close();

    assertThat(running()).isEqualTo(1);
    second.close();
    assertThat(running()).isEqualTo(0);
  }

  @Test
  void tryWithResourcesFreesTheSlotThoughTheBodyFails() {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (Permit permit = call().acquire()) {
            permit.used(0, 0);
            throw new IllegalStateException("body");
          }
        });
    assertThrows(
        IllegalStateException.class,
        () ->
            call()
                .run(
                    () -> {
                      throw new IllegalStateException("body");
                    }));

    assertThat(running()).isEqualTo(0);
  }

  @Test
  void aCallThatMayNotWaitIsRefusedAtOnce() {
    List<Permit> permits = List.of(call().acquire(), call().acquire());

    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class, () -> call().maxWait(Duration.ZERO).acquire());

    assertThat(refusal.limit()).hasValue(Limit.concurrent(2));
    assertThat(permits).hasSize(2);
  }

  @Test
  void everyWaiterIsRefusedWhenItsTimeIsUp() {
    List<Permit> permits = List.of(call().acquire(), call().acquire());
    caller.call("a second", call().maxWait(Duration.ofSeconds(1)));
    caller.call("two", call().maxWait(Duration.ofSeconds(2)));
    List<Object> refused = new ArrayList<>();
    var unused =
        call()
            .maxWait(Duration.ofSeconds(3))
            .acquireAsync()
            .whenComplete((permit, refusal) -> refused.add(caller.now().toMillis()));

    caller.advance(1001);
    assertThat(caller.failures()).hasSize(1);
    caller.advance(1000);
    assertThat(caller.failures()).hasSize(2);
    caller.advance(5000);

    assertThat(refused).containsExactly(3000L);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(permits).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPermitThatNobodyClosesIsTakenBackAfterAnHour(boolean hasWaiter) {
    try (LogLines log = new LogLines()) {
      Permit lost = call().acquire();
      Permit kept = call().acquire();
      if (hasWaiter) {
        caller.call("waiter", call());
      }
      caller.advance(MINUTES.toMillis(59));
      assertThat(caller.times()).isEmpty();
      kept.close();
      Permit held = call().maxWait(Duration.ofSeconds(1)).acquireAsync().getNow(kept);
      assertThat(held).isNotNull();
      caller.advance(MINUTES.toMillis(1));

      caller.call("next", call());
      lost.close();
      caller.advance(MINUTES.toMillis(1));

      assertThat(caller.names()).contains("next");
      assertThat(limiter.snapshot().lost()).isEqualTo(1);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0)).contains("slots");
    }
  }

  @Test
  void aPermitGivenBackFreesItsSlotAndItsCall() {
    limiter = Ritmo.limiter("both", Limit.concurrent(2), Limit.calls(2, 60, SECONDS));
    Permit first = call().acquire();
    Permit second = call().acquire();

    first.giveBack();
    first.giveBack();
    first.close();
    second.close();
    second.giveBack();

    assertThat(limiter.snapshot().admitted()).isEqualTo(2);
    assertThat(limiter.snapshot().givenBack()).isEqualTo(1);
    assertThat(running()).isEqualTo(0);
    Permit third = call().maxWait(Duration.ZERO).acquire();
    assertThrows(RateLimitExceededException.class, () -> call().maxWait(Duration.ZERO).acquire());
    third.close();
  }
}
