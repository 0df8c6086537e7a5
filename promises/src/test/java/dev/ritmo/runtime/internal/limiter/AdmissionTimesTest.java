package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

/** When calls were admitted, as far as it is remembered. */
final class AdmissionTimesTest {

  private static final int REMEMBERED = 512;

  private final AdmissionTimes times = new AdmissionTimes();

  /** Calls that arrive each nanosecond and leave a hundred later. */
  private void leave(int calls) {
    for (int arrival = 0; arrival < calls; arrival++) {
      times.add(arrival + 100, arrival);
    }
  }

  @Test
  void aCallThatHadToWaitLeftWhenItWasAdmitted() {
    leave(REMEMBERED);

    assertThat(times.time(0)).isEqualTo(100);
    assertThat(times.time(REMEMBERED - 1)).isEqualTo(REMEMBERED + 99);
  }

  @Test
  void theLastAttemptCounts() {
    leave(2);
    times.add(500, 0);

    assertThat(times.time(0)).isEqualTo(500);
  }

  @Test
  void aCallThatDidNotWaitLeftOnArrival() {
    leave(REMEMBERED);

    assertThat(times.time(7_000)).isEqualTo(7_000);
  }

  @Test
  void ofACallThatMayBeForgottenNothingIsSaid() {
    leave(REMEMBERED + 10);

    assertThat(times.time(9)).isEqualTo(CallRecords.UNKNOWN);
    assertThat(times.time(10)).isEqualTo(110);
  }

  @Test
  void aCallThatArrivedAfterTheOldestKnownDepartureIsNotForgotten() {
    leave(REMEMBERED + 10); // the oldest known one is at 110

    assertThat(times.time(REMEMBERED + 10)).isEqualTo(REMEMBERED + 10);
  }
}
