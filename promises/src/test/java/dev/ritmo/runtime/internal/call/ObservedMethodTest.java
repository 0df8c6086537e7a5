package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.ObservedEvents;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What observers hear of the calls of a governed method. */
final class ObservedMethodTest {

  private static final Limit LIMIT = Limit.calls(1, 1, TimeUnit.SECONDS);

  private final Admission limiter =
      new LimiterCore(
          "api", Limits.of().perKey(LIMIT).setup(Duration.ZERO), new Timeline(new VirtualClock()));
  private final GovernedMethod method =
      GovernedMethod.of("answer(java.lang.String)", "api")
          .perKey(arguments -> arguments[0], LIMIT)
          .maxWait(0, TimeUnit.SECONDS);
  private final MethodGuard guard = MethodGuard.of(ObservedMethodTest.class, method, limiter, null);

  @Test
  void theyHearOfTheMethodAndNotOfTheKey() {
    ObservedEvents events = new ObservedEvents();
    try (Registration registration = Ritmo.observe(events)) {
      GuardedCall call = guard.call(new Object[] {"secret"});
      call.admit();
      call.done();

      assertThat(registration.failures()).isEqualTo(0);
      assertThat(events.all())
          .containsExactly(
              "call api " + ObservedMethodTest.class.getName() + ".answer(java.lang.String)",
              "attempt 1",
              "body left",
              "attempt RETURNED",
              "call RETURNED")
          .inOrder();
    }
  }

  @Test
  void aCallThatFailsAfterItWasNotObservedIsNotTold() {
    ObservedEvents events = new ObservedEvents();
    long arrival = guard.call(new Object[] {"secret"}).admit();
    try (Registration registration = Ritmo.observe(events)) {
      GuardedCall failed = guard.failing(arrival);
      try {
        failed.retry(new IllegalStateException("lost"));
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessageThat().isEqualTo("lost");
      }

      assertThat(registration.failures()).isEqualTo(0);
      assertThat(events.all()).isEmpty();
    }
  }
}
