package dev.ritmo.samples.quickstart;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.testkit.Verdict;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScenarioTest {

  @ParameterizedTest
  @EnumSource
  void everyPolicyStatesTheLimitWhateverTheNumbers(PolicyKind kind) {
    for (int calls = 1; calls <= 30; calls++) {
      Scenario scenario = new Scenario(calls, Duration.ofMillis(7), 1, 1, kind);

      Verdict verdict = scenario.policy().decide(0);

      assertThat(verdict.admitted()).isTrue();
      assertThat(verdict.limit()).isEqualTo(calls);
    }
  }
}
