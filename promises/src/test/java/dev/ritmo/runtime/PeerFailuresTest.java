package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other limiters of the JVM were measured to get wrong, one scenario each. */
final class PeerFailuresTest {

  private final VirtualClock clock = new VirtualClock();
  private final Caller caller = new Caller(clock);

  @BeforeEach
  void useVirtualTime() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void useRealTime() {
    Ritmo.reset();
  }

  private static LimitedCall call(Limit... limits) {
    return Ritmo.limiter("peer", Limits.of(limits).setup(Duration.ZERO)).call().waitForever();
  }

  private int mostWithin(Duration period) {
    return WindowCheck.of(caller.nanos(), period).largest();
  }

  private static void interruptAll(List<Thread> threads) {
    threads.forEach(Thread::interrupt);
  }

  @Test
  void x1_tenAMinuteAcrossAMinuteIsTen() {
    LimitedCall call = call(Limit.calls(10, 60, SECONDS)).maxWait(Duration.ZERO);
    caller.advance(59_999);
    caller.calls(10, call);
    caller.advance(1);

    caller.calls(10, call);

    assertThat(caller.times()).hasSize(10);
  }

  @Test
  void x2_aDoomedWaitIsRefusedWithoutWaiting() {
    LimitedCall call = call(Limit.calls(1, 60, SECONDS)).maxWait(Duration.ofSeconds(2));
    caller.calls(2, call);

    assertThat(caller.now()).isEqualTo(Duration.ZERO);
    assertThat(caller.failures()).hasSize(1);
  }

  @Test
  void x3_interruptedWaitersLeaveTheirTurnsToOthers() {
    LimitedCall call = call(Limit.calls(1, 1, SECONDS));
    caller.calls(1, call);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      threads.add(caller.call("interrupted", call));
    }
    interruptAll(threads);
    clock.awaitQuiet();
    caller.calls(1, call);
    caller.advance(1050);

    assertThat(caller.times()).containsExactly(Duration.ZERO, Duration.ofMillis(1050));
  }

  @Test
  void x4_aLimitThatIsLoweredWhileIdleGoesOnAdmitting() {
    Limits ten = Limits.of(Limit.calls(10, 100, MILLISECONDS));
    Limiter limiter = Ritmo.limiter("peer", ten.setup(Duration.ZERO));

    limiter.change(Limits.of(Limit.calls(5, 100, MILLISECONDS)));
    caller.calls(20, limiter.call());
    caller.advance(1000);

    assertThat(caller.times()).hasSize(20);
    assertThat(mostWithin(Duration.ofMillis(100))).isEqualTo(5);
  }

  @Test
  void x5_aRetryIsNeverEarlierThanTheProviderAsked() throws Exception {
    RetrySettings settings = RetrySettings.DEFAULT.jitter(0.5);
    for (int i = 0; i < 20; i++) {
      LimitedCall call = call(Limit.calls(1000, 1, SECONDS)).retry(settings);
      List<Duration> attempts = attempts(call, Map.of("retry-after-ms", "400"), 1);
      assertThat(attempts.get(1).minus(attempts.get(0))).isAtLeast(Duration.ofMillis(400));
    }
  }

  @Test
  void x6_aRetryBeyondTheDeadlineIsNotTriedAtAll() throws Exception {
    RetrySettings settings = RetrySettings.DEFAULT.deadline(500, MILLISECONDS);
    LimitedCall call = call(Limit.calls(1000, 1, SECONDS)).retry(settings);

    List<Duration> attempts = attempts(call, Map.of("Retry-After", "60"), 5);

    assertThat(attempts).hasSize(1);
  }

  @Test
  void x7_cancelledWaitersLeaveTheirTurnsToOthers() {
    LimitedCall call = call(Limit.calls(1, 1, SECONDS));
    caller.calls(1, call);
    for (int i = 0; i < 5; i++) {
      assertThat(call.acquireAsync().cancel(false)).isTrue();
    }
    caller.calls(1, call);
    caller.advance(1050);

    assertThat(caller.times()).containsExactly(Duration.ZERO, Duration.ofMillis(1050));
  }

  @Test
  void x8_aFreshLimiterAdmitsTenInTheFirstMinute() {
    LimitedCall call = call(Limit.calls(10, 60, SECONDS));
    caller.calls(30, call);
    caller.advance(59_999);

    assertThat(caller.times()).hasSize(10);
  }

  @Test
  void x9_interruptedWaitersTakeNoTokens() {
    LimitedCall call = call(Limit.tokens(1, 1, SECONDS)).tokens(1);
    caller.calls(1, call);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      threads.add(caller.call("interrupted", call));
    }
    interruptAll(threads);
    clock.awaitQuiet();

    assertThat(Ritmo.limiter("peer").snapshot().states().get(0).used()).isEqualTo(1);
    caller.advance(1050);
    assertThat(Ritmo.limiter("peer").snapshot().states().get(0).used()).isEqualTo(0);
  }

  @Test
  void x10_oneASecondAdmitsOneCallEachSecondAndAHalf() {
    LimitedCall call = call(Limit.calls(1, 1, SECONDS)).maxWait(Duration.ZERO);
    for (int i = 0; i < 10; i++) {
      caller.calls(1, call);
      caller.advance(1500);
    }

    assertThat(caller.times()).hasSize(10);
  }

  @Test
  void x11_refusedCallsDoNotCountAgainstTheLimit() {
    LimitedCall call = call(Limit.calls(10, 1, SECONDS)).maxWait(Duration.ZERO);
    for (int i = 0; i < 200; i++) {
      caller.calls(1, call);
      caller.advance(50);
    }

    assertThat(caller.times().size()).isAtLeast(91); // ten every 1050 ms
  }

  @Test
  void x12_tenASecondAcrossASecondIsTen() {
    LimitedCall call = call(Limit.calls(10, 1, SECONDS)).maxWait(Duration.ZERO);
    caller.advance(999);
    caller.calls(10, call);
    caller.advance(1);
    caller.calls(10, call);

    assertThat(mostWithin(Duration.ofMillis(2))).isEqualTo(10);
  }

  @Test
  void x13_idlenessIsNotSavedUp() {
    LimitedCall call = call(Limit.calls(10, 1, SECONDS));
    caller.advance(10_000);
    caller.calls(40, call);
    caller.advance(5000);

    assertThat(caller.times()).hasSize(40);
    assertThat(mostWithin(Duration.ofSeconds(1))).isEqualTo(10);
  }

  @Test
  void x14_shortWaitsAreNotRoundedAway() {
    LimitedCall call = call(Limit.calls(1, 200, MICROSECONDS));
    caller.calls(3, call.maxWait(Duration.ZERO));
    caller.calls(3, call);
    caller.advance(1);

    assertThat(caller.times())
        .containsExactly(
            Duration.ZERO,
            Duration.ofNanos(210_000),
            Duration.ofNanos(420_000),
            Duration.ofNanos(630_000));
  }

  @Test
  void x15_nobodyPaysForTheCallBefore() {
    LimitedCall call = call(Limit.tokens(100, 50, SECONDS));

    caller.calls(1, call.tokens(1));
    caller.call("large", call.tokens(100));
    caller.advance(49_999);
    assertThat(caller.names()).containsExactly("call"); // the large one waits for itself
    assertThrows(RateLimitExceededException.class, () -> call.tokens(101).acquire());
  }

  /** When a call is tried that is rejected so many times with these headers. */
  private List<Duration> attempts(LimitedCall call, Map<String, String> headers, int rejections)
      throws Exception {
    List<Duration> attempts = new ArrayList<>();
    clock.start(
        "caller",
        () -> {
          try {
            call.run(
                () -> {
                  attempts.add(caller.now());
                  if (attempts.size() <= rejections) {
                    throw new Rejected(headers);
                  }
                  return "answer";
                });
          } catch (Exception failure) {
            assertThat(failure).isInstanceOf(Rejected.class);
          }
        });
    caller.advance(120_000);
    return attempts;
  }

  /** What a client throws for a status of 429. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Map<String, String> headers;

    Rejected(Map<String, String> headers) {
      this.headers = headers;
    }

    public int statusCode() {
      return 429;
    }

    public Map<String, String> headers() {
      return headers;
    }
  }
}
