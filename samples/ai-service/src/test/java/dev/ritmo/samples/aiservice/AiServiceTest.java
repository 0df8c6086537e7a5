package dev.ritmo.samples.aiservice;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AiServiceTest {

  @BeforeEach
  void reset() {
    Ritmo.reset();
  }

  @Test
  void everythingAnnotatedIsGoverned() {
    Ritmo.verify();
  }

  @Test
  void everyRequestCountsAndNoToolRunsTwice() throws Exception {
    AiService.Outcome outcome = AiService.run();

    assertThat(outcome.answers()).hasSize(7);
    assertThat(outcome.mostInPeriod()).isAtMost(10);
    assertThat(outcome.lookups()).isEqualTo(21);
    assertThat(outcome.requests() - outcome.rejected()).isEqualTo(28);
  }
}
