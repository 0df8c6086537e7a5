package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.testkit.Delays.Range;
import dev.ritmo.testkit.Delays.Trip;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DelaysTest {

  private static final long MS = 1_000_000;

  private final Delays delays =
      new Delays(Range.millis(0, 50), Range.millis(100, 400), Range.millis(7, 7), 42);

  @Test
  void dependOnTheSeedAndTheNumberOnly() {
    Delays same = new Delays(delays.up(), delays.model(), delays.down(), 42);
    Delays other = new Delays(delays.up(), delays.model(), delays.down(), 43);
    delays.trip(0);

    assertThat(delays.trip(5)).isEqualTo(same.trip(5));
    assertThat(delays.trip(5)).isNotEqualTo(delays.trip(6));
    assertThat(delays.trip(5)).isNotEqualTo(other.trip(5));
    assertThat(delays.trip(5)).isNotEqualTo(other.trip(4));
  }

  @Test
  void fillTheirRangesEvenly() {
    long[] models = LongStream.range(0, 10_000).map(n -> delays.trip(n).modelNanos()).toArray();

    for (int tenth = 0; tenth < 10; tenth++) {
      long from = (100 + 30 * tenth) * MS;
      long inTenth = LongStream.of(models).filter(m -> m >= from && m < from + 30 * MS).count();
      assertThat(inTenth).isAtLeast(850);
      assertThat(inTenth).isAtMost(1150);
    }
  }

  @Test
  void aRangeOfOneValueIsThatValue() {
    assertThat(delays.trip(3).downNanos()).isEqualTo(7 * MS);
  }

  @Test
  void noneIsNothingAtAll() {
    assertThat(Delays.none().trip(1)).isEqualTo(new Trip(0, 0, 0));
    assertThat(Delays.none().rejectionNanos()).isEqualTo(0);
    assertThat(delays.rejectionNanos()).isEqualTo(5 * MS);
  }

  @Test
  void rangesInTheWrongOrderAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Range.millis(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Range.millis(-1, 1));
  }
}
