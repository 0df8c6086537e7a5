package dev.ritmo.benchmarks.accidents;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class DeparturesTest {

  private final Departures departures = new Departures();

  @Test
  void countsTheMostInAHalfOpenWindow() {
    send(true, 0, 1, 2, 10, 11, 12, 12);
    assertThat(departures.most(10)).isEqualTo(4);
    assertThat(departures.most(11)).isEqualTo(5);
    assertThat(departures.most(1)).isEqualTo(2);
  }

  @Test
  void isBackWithTheFirstFullPeriod() {
    send(true, 0, 50, 100, 150, 180, 190, 195, 199);
    assertThat(departures.back(40, 100, 4)).isEqualTo(0.6); // 100, 150 and 180
    assertThat(departures.back(100, 100, 4)).isEqualTo(0);
  }

  @Test
  void doesNotCountWhatWasRejected() {
    send(true, 0);
    send(false, 10, 20, 30);
    send(true, 200, 210, 220);
    assertThat(departures.back(0, 100, 3)).isEqualTo(2.0);
  }

  @Test
  void isNeverBackAtALowerRate() {
    send(true, 0, 60, 120, 180, 240);
    assertThat(departures.back(0, 100, 4)).isPositiveInfinity();
  }

  @Test
  void cannotTellWhereLittleIsLeft() {
    send(true, 0, 1, 2);
    assertThat(departures.back(1, 100, 4)).isNaN();
  }

  private void send(boolean isServed, long... times) {
    for (long time : times) {
      int number = departures.add(time);
      if (isServed) {
        departures.served(number);
      }
    }
  }
}
