package dev.ritmo.benchmarks.accidents;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Limit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomCaseTest {

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(RandomCase.of(5).name()).isEqualTo(RandomCase.of(5).name());
    assertThat(RandomCase.of(5).name()).isNotEqualTo(RandomCase.of(6).name());
  }

  @Test
  void drawsFromOneToThreePeriodsOfADayAtMost() {
    Set<Integer> counts = new HashSet<>();
    for (long seed = 0; seed < 500; seed++) {
      Scenario scenario = RandomCase.of(seed);
      counts.add(scenario.told().size());
      long before = 0;
      for (Limit limit : scenario.told()) {
        assertThat(limit.periodNanos()).isGreaterThan(before);
        before = limit.periodNanos();
      }
      assertThat(before).isAtMost(86_400_000_000_000L);
      assertThat(scenario.load().duration()).isAtMost(86_400_000_000_000L);
    }
    assertThat(counts).containsExactly(1, 2, 3);
  }
}
