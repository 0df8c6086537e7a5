package dev.ritmo.samples.quickstart;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static final Duration OPTIMUM = Duration.ofMillis(8000);

  @Test
  void showsOutcomesSideBySide() {
    Outcome bare = new Outcome("bare", Duration.ofMillis(940), OPTIMUM, 40, 40, 50);
    Outcome both = new Outcome("both", Duration.ofMillis(8200), OPTIMUM, 0, 0, 10);

    assertThat(Table.of(List.of(bare, both), Duration.ofMillis(500)).lines().toList())
        .containsExactly(
            "                     time   optimum    ratio  rejected  failed most in any 0.5 s",
            "bare                0.9 s     8.0 s        -        40      40                50",
            "both                8.2 s     8.0 s    1.025         0       0                10")
        .inOrder();
  }

  @Test
  void onlyADoneBatchWithinTheLimitIsClean() {
    assertThat(new Outcome("a", OPTIMUM, OPTIMUM, 0, 0, 10).isClean(10)).isTrue();
    assertThat(new Outcome("a", OPTIMUM, OPTIMUM, 0, 0, 11).isClean(10)).isFalse();
    assertThat(new Outcome("a", OPTIMUM, OPTIMUM, 1, 0, 10).isClean(10)).isFalse();
    assertThat(new Outcome("a", OPTIMUM, OPTIMUM, 0, 1, 10).isClean(10)).isFalse();
  }
}
