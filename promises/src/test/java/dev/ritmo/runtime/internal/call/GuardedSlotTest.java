package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Annotated methods of which only so many may run at the same time. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class GuardedSlotTest {

  private final VirtualClock clock = new VirtualClock();
  private final Governed method =
      new Governed(
          clock, Governed.RETRY, Limit.calls(100, 1, TimeUnit.SECONDS), Limit.concurrent(1));

  private long slots() {
    return method.snapshot().states().get(1).used();
  }

  @Test
  void aSlotIsFreeAfterSuccess() {
    assertThat(method.callBlocking(() -> "answer").join()).isEqualTo("answer");
    assertThat(method.callBlocking(() -> slots()).join()).isEqualTo(1L);

    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aSlotIsFreeAfterFailureAndAnError() {
    CompletableFuture<Object> failed =
        method.callBlocking(failing(new IllegalStateException("the body")));
    CompletableFuture<Object> broken = method.callBlocking(failing(new AssertionError("broken")));

    assertThat(failureOf(failed)).isInstanceOf(IllegalStateException.class);
    assertThat(failureOf(broken)).isInstanceOf(AssertionError.class);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aSlotIsFreeBetweenAttempts() {
    CompletableFuture<Object> call = method.callBlocking(failing(Rejection.overloaded()));
    assertThat(slots()).isEqualTo(0);
    assertThat(method.callBlocking(() -> "other").join()).isEqualTo("other");

    method.advance(1000);

    assertThat(call.join()).isEqualTo("answer");
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void theSlotOfAFutureIsFreeWhenItCompletes() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    CompletableFuture<Object> first = method.callAsync(() -> body);
    CompletableFuture<Object> second =
        method.callAsync(() -> CompletableFuture.completedFuture("second"));
    assertThat(slots()).isEqualTo(1);
    assertThat(second.isDone()).isFalse();

    body.complete("first");
    method.advance(0);

    assertThat(first.join()).isEqualTo("first");
    assertThat(second.join()).isEqualTo("second");
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void theSlotOfAFutureIsFreeWhenItFailsOrItsBodyThrowsOrReturnsNone() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    method.callAsync(() -> body);
    body.completeExceptionally(new IllegalStateException("the body"));
    assertThat(slots()).isEqualTo(0);

    method.callAsync(failing(new IllegalStateException("the body")));
    assertThat(slots()).isEqualTo(0);

    method.callAsync(() -> null);
    assertThat(slots()).isEqualTo(0);

    method.callAsync(() -> "no future");
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void theSlotOfAFutureIsFreeWhenItIsCancelled() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    CompletableFuture<Object> call = method.callAsync(() -> body);

    call.cancel(true);

    assertThat(body.isCancelled()).isTrue();
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsForASlotLeavesTheLine() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    method.callAsync(() -> body);
    CompletableFuture<Object> waits = method.callAsync(() -> new CompletableFuture<>());

    waits.cancel(true);
    body.complete("answer");
    method.advance(0);

    assertThat(method.snapshot().waiting()).isEqualTo(0);
    assertThat(slots()).isEqualTo(0);
    assertThat(method.attempts()).hasSize(1);
  }

  /** Nobody can tell such a stage to end, so the request goes on, and holds its slot. */
  @Test
  void theSlotOfAStageThatCannotBeCancelledIsFreeWhenItEnds() {
    CompletableFuture<Object> body = new CompletableFuture<>();
    CompletableFuture<Object> call = method.callAsync(body::minimalCompletionStage);

    call.cancel(true);
    assertThat(slots()).isEqualTo(1);
    body.complete("unheard");

    assertThat(slots()).isEqualTo(0);
  }
}
