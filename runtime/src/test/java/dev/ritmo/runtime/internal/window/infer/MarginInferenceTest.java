package dev.ritmo.runtime.internal.window.infer;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Inference.Outcome;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What rejections at the edge of a window do to its margin. */
final class MarginInferenceTest {

  private static final long MILLI = 1_000_000;
  private static final long TENTH = 100 * MILLI;
  private static final int AMOUNT = 8;

  private final TestWindow window = new TestWindow(Limit.calls(AMOUNT, 10, TimeUnit.SECONDS));
  private final Inference inference =
      Objects.requireNonNull(RejectionInference.FACTORY.of(List.of(window)));
  private final List<Long> departures = new ArrayList<>();
  private long now;

  /** One leaves as soon as there is room, at the edge of the window. */
  private long leaves() {
    int before = departures.size() - AMOUNT;
    long span = window.limit().periodNanos() + window.margin();
    now = before < 0 ? now + span / AMOUNT : departures.get(before) + span;
    departures.add(now);
    inference.admit(now, Weights.ONE_CALL);
    return now;
  }

  private void isServed(long left) {
    boolean unused = inference.end(now + MILLI, left, Weights.ONE_CALL, Outcome.SERVED);
  }

  /** One is rejected and the next one is not, so that it meant nothing. */
  private void oneIsRejectedAtTheEdge() {
    inference.reject(leaves() + MILLI, now, Weights.ONE_CALL, null, -1, true);
    isServed(leaves());
  }

  private void widen() {
    for (int i = 0; i < AMOUNT; i++) {
      isServed(leaves());
    }
    for (int i = 0; i < 3; i++) {
      oneIsRejectedAtTheEdge();
    }
    assertThat(window.margin()).isEqualTo(TENTH);
  }

  @Test
  void aWiderMarginThatIsNoUseIsGivenUp() {
    widen();

    oneIsRejectedAtTheEdge();
    assertThat(window.margin()).isEqualTo(TENTH);
    oneIsRejectedAtTheEdge();

    assertThat(window.margin()).isEqualTo(50 * MILLI);
  }

  @Test
  void aWiderMarginThatIsOfUseIsKept() {
    widen();

    for (int i = 0; i < 20; i++) {
      isServed(leaves());
    }
    oneIsRejectedAtTheEdge();
    oneIsRejectedAtTheEdge();

    assertThat(window.margin()).isEqualTo(TENTH);
  }

  @Test
  void whatIsForeseenDoesNotProveAMargin() {
    widen();

    Inference forecast = inference.forecast();
    for (int i = 1; i <= 1000; i++) {
      forecast.admit(now + i * TENTH, Weights.ONE_CALL);
    }
    oneIsRejectedAtTheEdge();
    oneIsRejectedAtTheEdge();

    assertThat(window.margin()).isEqualTo(50 * MILLI);
  }
}
