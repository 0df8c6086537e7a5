package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

/** When calls left, as far as it is remembered. */
final class DeparturesTest {

  private static final int REMEMBERED = 512;

  private final Departures departures = new Departures();

  /** Calls that arrive each nanosecond and leave a hundred later. */
  private void leave(int calls) {
    for (int arrival = 0; arrival < calls; arrival++) {
      departures.add(arrival, arrival + 100);
    }
  }

  @Test
  void aCallThatHadToWaitLeftWhenItWasAdmitted() {
    leave(REMEMBERED);

    assertThat(departures.time(0)).isEqualTo(100);
    assertThat(departures.time(REMEMBERED - 1)).isEqualTo(REMEMBERED + 99);
  }

  @Test
  void theLastAttemptCounts() {
    leave(2);
    departures.add(0, 500);

    assertThat(departures.time(0)).isEqualTo(500);
  }

  @Test
  void aCallThatDidNotWaitLeftOnArrival() {
    leave(REMEMBERED);

    assertThat(departures.time(7_000)).isEqualTo(7_000);
  }

  @Test
  void ofACallThatMayBeForgottenNothingIsSaid() {
    leave(REMEMBERED + 10);

    assertThat(departures.time(9)).isEqualTo(Departures.UNKNOWN);
    assertThat(departures.time(10)).isEqualTo(110);
  }

  @Test
  void aCallThatArrivedAfterTheOldestKnownDepartureIsNotForgotten() {
    leave(REMEMBERED + 10); // the oldest known one is at 110

    assertThat(departures.time(REMEMBERED + 10)).isEqualTo(REMEMBERED + 10);
  }
}
