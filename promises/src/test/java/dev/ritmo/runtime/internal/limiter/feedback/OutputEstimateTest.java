package dev.ritmo.runtime.internal.limiter.feedback;

import static com.google.common.truth.Truth.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the size of an answer is taken to be. */
final class OutputEstimateTest {

  private final OutputEstimate estimate = new OutputEstimate();

  @Test
  void itStartsBeforeAnyAnswer() {
    assertThat(estimate.most()).isEqualTo(OutputEstimate.FIRST);
  }

  @Test
  void aboutNineInTenAnswersDoNotExceedIt() {
    Random random = new Random(1);
    int exceeded = 0;
    for (int i = 0; i < 20_000; i++) {
      long answer = 1L + random.nextInt(1000);
      if (i >= 1000 && answer > estimate.most()) {
        exceeded++;
      }
      estimate.add(answer);
    }

    assertThat(exceeded / 19_000.0).isWithin(0.03).of(0.1);
  }

  @Test
  void itFollowsAnswersThatBecomeShort() {
    for (int i = 0; i < 1000; i++) {
      estimate.add(5000);
    }
    for (int i = 0; i < 1000; i++) {
      estimate.add(0);
    }

    assertThat(estimate.most()).isEqualTo(1);
  }
}
