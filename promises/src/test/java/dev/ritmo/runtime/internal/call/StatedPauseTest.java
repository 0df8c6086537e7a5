package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that providers state, kept by calls that are tried again. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class StatedPauseTest {

  private static final int CALLERS = 50;
  private static final long HOUR = 3_600_000;
  private static final long WAY = 100_000_000;

  private final VirtualClock clock = new VirtualClock();

  private Governed governed(boolean hasLimit) {
    RetrySettings often = RETRY.maxAttempts(100).deadline(1, TimeUnit.HOURS);
    return hasLimit
        ? new Governed(clock, often, Limit.calls(500, 1, TimeUnit.SECONDS))
        : new Governed(clock, often);
  }

  /** All requests are under way together, and rejected after a tenth of a second. */
  private void start(Governed method, boolean blocks, Supplier<Rejection> rejection) {
    for (int i = 0; i < CALLERS; i++) {
      if (blocks) {
        method.callBlocking(
            () -> {
              clock.park(this, WAY);
              throw rejection.get();
            });
      } else {
        method.callAsync(
            () -> {
              CompletableFuture<Object> answer = new CompletableFuture<>();
              clock.schedule(() -> answer.completeExceptionally(rejection.get()), WAY);
              return answer;
            });
      }
    }
  }

  /** Each caller sends at 0, 1.1 and 3.2 seconds; or at 0, 0.15, 1.25 and 3.35. */
  @ParameterizedTest
  @CsvSource({
    "Retry-After, 0, false, false, 150",
    "Retry-After, 0, true, false, 150",
    "Retry-After, 0, false, true, 150",
    "Retry-After, 0, true, true, 150",
    "retry-after-ms, 50, false, false, 200",
    "retry-after-ms, 50, true, false, 200",
    "retry-after-ms, 50, false, true, 200",
    "retry-after-ms, 50, true, true, 200"
  })
  void tinyTimesSendNoMoreThanTheBackOffAllows(
      String header, String value, boolean blocks, boolean hasLimit, int most) {
    Governed method = governed(hasLimit);
    start(method, blocks, () -> Rejection.byLimit(header, value));

    for (int i = 0; i < 350; i++) {
      method.advance(10);
    }

    assertThat(method.attempts().size()).isAtMost(most);
    assertThat(method.attempts().size()).isAtLeast(CALLERS + 1); // and they do try
  }

  @Test
  void aStatedTimeThatWasKeptInVainMakesTheBackOffTheFloor() {
    Governed method = new Governed(clock, RETRY.maxAttempts(5));
    method.callBlocking(
        () -> {
          throw Rejection.byLimit("retry-after-ms", "50");
        });
    method.advance(60_000);

    assertThat(method.attempts()).containsExactly(0L, 50L, 1050L, 3050L, 7050L).inOrder();
  }

  @Test
  void resumingLetsRetriesGoThatWaitForAStatedTime() {
    RetrySettings patient =
        RETRY.delays(1000, 10 * HOUR, TimeUnit.MILLISECONDS).deadline(20, TimeUnit.HOURS);
    Governed method = new Governed(clock, patient, Limit.calls(10, 1, TimeUnit.SECONDS));
    List<CompletableFuture<Object>> calls = new ArrayList<>();
    CompletableFuture<Object> underWay = new CompletableFuture<>();
    CompletableFuture<Object> answer = CompletableFuture.completedFuture("answer");
    calls.add(method.callAsync(() -> method.attempts().size() == 1 ? underWay : answer));
    calls.add(method.callBlocking(Governed.failing(Rejection.byLimit("7200"))));
    underWay.completeExceptionally(Rejection.byLimit("7200"));
    method.advance(1000);
    assertThat(method.snapshot().waiting()).isEqualTo(2);

    method.limiter().resume();
    method.advance(3000); // paced by what the rejection has left in doubt

    for (CompletableFuture<Object> call : calls) {
      assertThat(call.isDone()).isTrue();
    }
    assertThat(method.attempts()).hasSize(4);
  }
}
