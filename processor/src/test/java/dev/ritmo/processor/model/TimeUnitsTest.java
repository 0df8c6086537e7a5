package dev.ritmo.processor.model;

import static com.google.common.truth.Truth.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeUnitsTest {

  @Test
  void theCoarsestUnitSaysEveryLengthExactly() {
    long minute = TimeUnit.MINUTES.toNanos(1);

    assertThat(TimeUnits.coarsest(24 * 60 * minute)).isEqualTo(TimeUnit.DAYS);
    assertThat(TimeUnits.coarsest(90 * minute)).isEqualTo(TimeUnit.MINUTES);
    assertThat(TimeUnits.coarsest(60 * minute, minute)).isEqualTo(TimeUnit.MINUTES);
    assertThat(TimeUnits.coarsest(minute, 1001)).isEqualTo(TimeUnit.NANOSECONDS);
    assertThat(TimeUnits.isExact(TimeUnit.HOURS, 60 * minute, 90 * minute)).isFalse();
  }
}
