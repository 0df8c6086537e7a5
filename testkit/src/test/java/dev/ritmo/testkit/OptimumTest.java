package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.testkit.Delays.Range;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OptimumTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aSlidingWindowTakesOnePeriodForEachFullWindowBeforeTheLast() {
    assertThat(optimum(Policy.slidingWindow(10, SECOND), Delays.none(), 60, 16)).isEqualTo(5000);
    assertThat(optimum(Policy.slidingWindow(10, SECOND), Delays.none(), 61, 16)).isEqualTo(6000);
  }

  @Test
  void theLastRequestsOwnDelaysComeOnTop() {
    Delays delays = new Delays(Range.millis(20, 20), Range.millis(300, 300), Range.millis(5, 5), 1);

    assertThat(optimum(Policy.slidingWindow(10, SECOND), delays, 60, 16)).isEqualTo(5325);
  }

  @Test
  void tooFewThreadsTakeLonger() {
    Delays delays = new Delays(Range.millis(0, 0), Range.millis(300, 300), Range.millis(0, 0), 1);

    assertThat(optimum(Policy.unlimited(), delays, 60, 60)).isEqualTo(300);
    assertThat(optimum(Policy.unlimited(), delays, 60, 6)).isEqualTo(3000);
    assertThat(optimum(Policy.slidingWindow(10, SECOND), delays, 60, 1)).isEqualTo(18_000);
  }

  @Test
  void theEdgeOfAFixedWindowIsUsed() {
    Policy policy = Policy.fixedWindow(10, SECOND, Duration.ZERO);

    Duration optimum = Optimum.of(policy, Delays.none(), 30, 16, Duration.ofMillis(900));

    assertThat(optimum.toMillis()).isEqualTo(1100);
  }

  @Test
  void aBucketServesItsContentFirstAndThenAsItIsRefilled() {
    assertThat(optimum(Policy.tokenBucket(10, SECOND), Delays.none(), 60, 16)).isEqualTo(5000);
    assertThat(optimum(Policy.tokenBucket(10, SECOND), Delays.none(), 11, 16)).isEqualTo(100);
  }

  @Test
  void tokensAreTakenInOrderAndAsEarlyAsTheyAreThere() {
    int[] tokens = {60, 50, 40, 10, 100};

    Duration window =
        Optimum.ofTokens(
            TokenPolicy.slidingWindow(100, SECOND), Delays.none(), tokens, 4, Duration.ZERO);
    Duration bucket =
        Optimum.ofTokens(TokenPolicy.bucket(100, SECOND), Delays.none(), tokens, 4, Duration.ZERO);

    // 60 at 0; 50, 40 and 10 one second later; 100 another second later
    assertThat(window.toMillis()).isEqualTo(2000);
    // 260 in all, of which 100 are there at the start
    assertThat(bucket.toMillis()).isEqualTo(1600);
  }

  @Test
  void aRequestThatIsNeverAdmittedHasNoOptimum() {
    TokenPolicy policy = TokenPolicy.bucket(100, SECOND);

    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Optimum.ofTokens(policy, Delays.none(), new int[] {1, 101}, 1, Duration.ZERO));

    assertThat(thrown).hasMessageThat().isEqualTo("tokens must be at most 100, but were 101");
  }

  private static long optimum(Policy policy, Delays delays, int requests, int threads) {
    return Optimum.of(policy, delays, requests, threads, Duration.ZERO).toMillis();
  }
}
