package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class WindowCheckTest {

  private static final Duration TEN = Duration.ofNanos(10);

  @Test
  void anEmptyLogHasNothingInAnyWindow() {
    assertThat(WindowCheck.of(new long[0], TEN)).isEqualTo(new WindowCheck(0, 0));
  }

  @Test
  void timesOnePeriodApartAreNotInOneWindow() {
    assertThat(WindowCheck.of(new long[] {5, 15, 25}, TEN)).isEqualTo(new WindowCheck(1, 5));
  }

  @Test
  void timesLessThanAPeriodApartAreInOneWindow() {
    assertThat(WindowCheck.of(new long[] {0, 16, 25}, TEN)).isEqualTo(new WindowCheck(2, 16));
  }

  @Test
  void windowsMayStartAnywhere() {
    long[] aroundABorder = {0, 7, 8, 9, 11, 12, 13, 30};

    assertThat(WindowCheck.of(aroundABorder, TEN)).isEqualTo(new WindowCheck(6, 7));
  }

  @Test
  void timesMayComeInAnyOrderAndTwice() {
    assertThat(WindowCheck.of(new long[] {25, 3, 25, 16, 25}, TEN))
        .isEqualTo(new WindowCheck(4, 16));
  }

  @Test
  void timesMayOverflow() {
    long[] times = {Long.MIN_VALUE + 3, Long.MAX_VALUE - 2, Long.MAX_VALUE - 20};

    assertThat(WindowCheck.of(times, TEN)).isEqualTo(new WindowCheck(2, Long.MAX_VALUE - 2));
  }

  @Test
  void theLogIsLeftAsItIs() {
    long[] times = {3, 1, 2};

    WindowCheck.of(times, TEN);

    assertThat(times).isEqualTo(new long[] {3, 1, 2});
  }

  @Test
  void aPeriodOfNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> WindowCheck.of(new long[] {1}, Duration.ZERO));
  }

  @Property
  void agreesWithCountingEveryWindow(
      @ForAll("offsets") long[] offsets,
      @ForAll long origin,
      @ForAll @LongRange(min = 1, max = 120) long period) {
    long[] times = Arrays.stream(offsets).map(offset -> origin + offset).toArray();

    WindowCheck check = WindowCheck.of(times, Duration.ofNanos(period));

    long most = LongStream.of(times).map(start -> countFrom(start, times, period)).max().orElse(0);
    long earliest =
        LongStream.of(offsets)
            .filter(offset -> countFrom(origin + offset, times, period) == most)
            .min()
            .orElse(0);
    assertThat(check).isEqualTo(new WindowCheck((int) most, origin + earliest));
  }

  @Provide
  Arbitrary<long[]> offsets() {
    return Arbitraries.longs().between(0, 100).array(long[].class).ofMinSize(1).ofMaxSize(40);
  }

  private static long countFrom(long start, long[] times, long period) {
    return LongStream.of(times).filter(time -> time - start >= 0 && time - start < period).count();
  }

  @Test
  void tokensOfAWindowAreThoseUsedOrStillReserved() {
    List<Arrival> log =
        List.of(arrival(0, 50, 10), arrival(60, 50, -1), arrival(99, 30, 20), arrival(100, 5, 15));

    assertThat(WindowCheck.ofTokens(log, Duration.ofNanos(100))).isEqualTo(new WindowCheck(85, 60));
    assertThat(WindowCheck.ofTokens(log, Duration.ofNanos(39))).isEqualTo(new WindowCheck(50, 60));
    assertThat(WindowCheck.ofTokens(List.of(), Duration.ofNanos(1)).largest()).isEqualTo(0);
  }

  private static Arrival arrival(long nanos, int reserved, int used) {
    ModelRequest request = ModelRequest.unread(Endpoint.OPENAI_CHAT);
    return new Arrival(0, nanos, Duration.ZERO, true, 200, "a", 1, request, reserved, used);
  }
}
