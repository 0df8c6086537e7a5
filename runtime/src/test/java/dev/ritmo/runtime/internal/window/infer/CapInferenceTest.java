package dev.ritmo.runtime.internal.window.infer;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Inference.Inferred;
import dev.ritmo.runtime.internal.window.Inference.Outcome;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a lower limit does that was inferred for a long period. */
final class CapInferenceTest {

  private static final long SECOND = 1_000_000_000;
  private static final Limit HOURLY = Limit.calls(100, 3600, TimeUnit.SECONDS);
  private static final int ENFORCED = 50;

  private final Inference inference =
      Objects.requireNonNull(RejectionInference.FACTORY.of(List.of(new TestWindow(HOURLY))));
  private long now;

  private void isServed() {
    inference.admit(now, Weights.ONE_CALL);
    boolean unused = inference.end(now + 1, now, Weights.ONE_CALL, Outcome.SERVED);
  }

  private void isRejected() {
    inference.admit(now, Weights.ONE_CALL);
    inference.reject(now + 1, now, Weights.ONE_CALL, null, -1, true);
  }

  private void areServed(int many, long second) {
    now = second * SECOND;
    for (int i = 0; i < many; i++) {
      now += 2;
      isServed();
    }
  }

  /** Half of what is enforced at the start, the rest half an hour later, and some in vain. */
  private void lower() {
    areServed(ENFORCED / 2, 0);
    areServed(ENFORCED / 2, 1800);
    for (int i = 0; i < 4; i++) {
      now += SECOND;
      isRejected();
    }
    areServed(1, 3601); // the first half counts no more
    Inferred inferred = Objects.requireNonNull(inference.inferredFor(now, HOURLY));
    assertThat(inferred.limit().amount()).isEqualTo(ENFORCED);
  }

  @Test
  void aFullCapDoesNotHoldBackWhatEndsADoubt() {
    lower();
    areServed(ENFORCED / 2 - 2, 3602);
    isRejected();
    assertThat(inference.isUncertain(now)).isTrue();

    long next = inference.earliest(now + 2, Weights.ONE_CALL);

    assertThat(next).isLessThan(now + 150 * SECOND); // there is room at 5400 s only
    now = next;
    isServed();
    assertThat(inference.isUncertain(now)).isFalse();
  }

  @Test
  void aDoubtUnderAFullCapIsNotTriedAtOnce() {
    lower();
    areServed(ENFORCED / 2 - 2, 3602);
    isRejected();

    assertThat(inference.earliest(now + 2, Weights.ONE_CALL)).isAtLeast(now + 10 * SECOND);
  }
}
