package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the calls of one method count, depending on whether they send requests. */
@SuppressWarnings("FutureReturnValueIgnored") // bodies return futures
final class CallPlaceTest {

  private static final Limit TEN = Limit.calls(10, 10, SECONDS);

  private final Admission limiter =
      new LimiterCore(
          "api",
          Limits.of(TEN, Limit.concurrent(1)).setup(Duration.ZERO),
          new Timeline(new VirtualClock()));
  private final MethodGuard method =
      MethodGuard.of(null, GovernedMethod.of("m()", "api", TEN), limiter, null);
  private final MethodGuard model = MethodGuard.ofProgram(limiter, Terms.oneCall(0), null);

  CallPlaceTest() {
    EnclosingCalls.track();
  }

  private String request() throws Exception {
    return model.requestOf(null).run(() -> "answer");
  }

  private long calls() {
    return limiter.snapshot().states().get(0).used();
  }

  private long slots() {
    return limiter.snapshot().states().get(1).used();
  }

  @Test
  void callsOfAMethodThatIsNotKnownToSendRequestsCount() throws Exception {
    method.call().run(() -> "cached");

    assertThat(calls()).isEqualTo(1);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void onceAMethodHasSentARequestItsCallsDoNotCount() throws Exception {
    method.call().run(this::request);
    method.call().run(() -> "cached");
    assertThrows(
        IllegalStateException.class,
        () ->
            method
                .call()
                .run(
                    () -> {
                      throw new IllegalStateException("before any request");
                    }));

    assertThat(calls()).isEqualTo(1);
    assertThat(slots()).isEqualTo(0);
    assertThat(limiter.snapshot().admitted() - limiter.snapshot().givenBack()).isEqualTo(1);
  }

  @Test
  void callsWithoutAThreadDoNotCountEither() throws Exception {
    method.call().run(this::request);
    method.call().start(() -> CompletableFuture.completedFuture("cached")).get();
    method.call().start(() -> CompletableFuture.completedFuture(request())).get();

    assertThat(calls()).isEqualTo(2);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void requestsOfOneMethodSayNothingOfAnother() throws Exception {
    MethodGuard other =
        MethodGuard.of(null, GovernedMethod.of("other()", "api", TEN), limiter, null);
    method.call().run(this::request);
    other.call().run(() -> "by another client");

    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void aRequestOutsideOfAnyCallIsACallOfItsOwn() throws Exception {
    method.call().run(this::request);
    request();

    assertThat(calls()).isEqualTo(2);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void whatWasLeftIsForgotten() throws Exception {
    method.call().run(this::request);

    assertThat(EnclosingCalls.replacedBy(limiter, null).isNone()).isTrue();
  }
}
