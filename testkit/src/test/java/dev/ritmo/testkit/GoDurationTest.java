package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "17000000, 17ms",
    "999000001, 1s",
    "1000000000, 1s",
    "7660000000, 7.66s",
    "8600000000, 8.6s",
    "60000000000, 1m0s",
    "179560000000, 2m59.56s",
    "360000000000, 6m0s",
    "3600000000000, 1h0m0s",
    "90061001000000, 25h1m1.001s",
  })
  void isWrittenAsGoDoesRoundedUpToMilliseconds(long nanos, String text) {
    assertThat(GoDuration.text(nanos)).isEqualTo(text);
  }
}
