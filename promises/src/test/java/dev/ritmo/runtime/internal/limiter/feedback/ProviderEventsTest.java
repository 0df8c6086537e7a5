package dev.ritmo.runtime.internal.limiter.feedback;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import org.junit.jupiter.api.Test;

/** Which failures are one event. */
final class ProviderEventsTest {

  private static final long SECOND = 1_000_000_000;

  private final Counters counters = new Counters(() -> {});
  private final ProviderEvents events = new ProviderEvents(counters);

  private void fail(int calls) {
    for (int i = 0; i < calls; i++) {
      counters.ofPrograms().admit();
      counters.ofPrograms().fail(Signal.Reason.RATE);
    }
  }

  @Test
  void theFirstStatedTimePausesAndTheOthersOfItsEventDoNot() {
    assertThat(events.stated(10 * SECOND, SECOND, 5 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(events.stated(11 * SECOND, 2 * SECOND, 5 * SECOND))
        .isEqualTo(ProviderEvents.NO_PAUSE);
    assertThat(counters.pauses()).isEqualTo(1);
  }

  @Test
  void aLongerTimeOfTheSameEventPausesButIsNotCountedAgain() {
    events.stated(10 * SECOND, SECOND, 5 * SECOND);

    assertThat(events.stated(11 * SECOND, 2 * SECOND, 7 * SECOND)).isEqualTo(7 * SECOND);
    assertThat(counters.pauses()).isEqualTo(1);
  }

  @Test
  void anAnswerToALaterRequestIsAnotherEvent() {
    events.stated(10 * SECOND, SECOND, 5 * SECOND);

    assertThat(events.stated(20 * SECOND, 16 * SECOND, SECOND)).isEqualTo(SECOND);
    assertThat(counters.pauses()).isEqualTo(2);
  }

  @Test
  void answersToRequestsThatWereUnderWayTogetherCountOnce() {
    fail(1);
    assertThat(events.unstated(10 * SECOND, 9 * SECOND)).isEqualTo(1);
    fail(1);
    assertThat(events.unstated(11 * SECOND, 9 * SECOND)).isEqualTo(0);
    fail(1);
    assertThat(events.unstated(12 * SECOND, 11 * SECOND)).isEqualTo(2);
  }

  @Test
  void servedCallsInBetweenEndTheRow() {
    fail(1);
    events.unstated(10 * SECOND, 9 * SECOND);
    for (int i = 0; i < 3; i++) {
      counters.ofPrograms().admit();
    }
    fail(1);

    assertThat(events.unstated(12 * SECOND, 11 * SECOND)).isEqualTo(1);
  }

  @Test
  void aMinuteEndsTheRow() {
    fail(1);
    events.unstated(10 * SECOND, 9 * SECOND);
    fail(1);

    assertThat(events.unstated(70 * SECOND + 1, 70 * SECOND)).isEqualTo(1);
  }

  @Test
  void callsThatWereGivenBackAreNotServed() {
    fail(1);
    events.unstated(10 * SECOND, 9 * SECOND);
    for (int i = 0; i < 3; i++) {
      counters.ofPrograms().admit();
      counters.ofPrograms().giveBack();
    }
    fail(1);

    assertThat(events.unstated(12 * SECOND, 11 * SECOND)).isEqualTo(2);
  }
}
