package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back-offs end as soon as it shows that the rejections behind them meant nothing. */
@SuppressWarnings("FutureReturnValueIgnored") // bodies return theirs as objects
final class ReleaseTest {

  private static final RetrySettings SLOW = RETRY.delays(10_000, 60_000, TimeUnit.MILLISECONDS);

  private final VirtualClock clock = new VirtualClock();
  private final Governed method =
      new Governed(clock, SLOW.maxAttempts(9), Limit.calls(100, 1, TimeUnit.SECONDS));

  private CompletableFuture<Object> call(boolean blocks, Throwable... failures) {
    Body body = failing(failures);
    return blocks ? method.callBlocking(body) : method.callAsync(() -> future(body));
  }

  private static CompletableFuture<Object> future(Body body) {
    try {
      return CompletableFuture.completedFuture(body.run());
    } catch (Throwable failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallThatBacksOffGoesWhenAnotherIsServed(boolean blocks) {
    CompletableFuture<Object> rejected = call(blocks, Rejection.byLimit());
    method.advance(1000);
    assertThat(rejected.isDone()).isFalse();

    CompletableFuture<Object> unused = call(blocks);
    method.advance(50);

    assertThat(rejected.isDone()).isTrue();
    assertThat(method.attempts().get(2)).isAtMost(1050);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsNextBackOffIsTheFirstAgain(boolean blocks) {
    CompletableFuture<Object> rejected = call(blocks, Rejection.byLimit(), Rejection.byLimit());
    method.advance(1000);
    CompletableFuture<Object> unused = call(blocks);
    method.advance(9000);
    assertThat(rejected.isDone()).isFalse();

    method.advance(1100); // not twenty seconds

    assertThat(rejected.isDone()).isTrue();
    assertThat(method.attempts()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStatedTimeIsKeptWhateverIsServed(boolean blocks) {
    CompletableFuture<Object> underWay = new CompletableFuture<>();
    CompletableFuture<Object> other = method.callAsync(() -> underWay);
    CompletableFuture<Object> rejected = call(blocks, Rejection.byLimit("5"));
    method.advance(1000);
    underWay.complete("answer");
    method.advance(3900);
    assertThat(other.isDone()).isTrue();
    assertThat(rejected.isDone()).isFalse();

    method.advance(200);

    assertThat(rejected.isDone()).isTrue();
  }
}
