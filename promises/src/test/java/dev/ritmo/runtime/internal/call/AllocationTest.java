package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.TimeSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that is admitted at once and succeeds leaves nothing to the garbage collector. */
final class AllocationTest {

  private static final int CALLS = 100_000;

  /** More than the size of a call, and less than that of two. */
  private static final long CALL = 80;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  AllocationTest() {
    EnclosingCalls.untrack();
  }

  @ParameterizedTest
  @CsvSource({"100, MICROSECONDS", "1000000, MILLISECONDS"})
  void anAdmittedCallAllocatesNothing(int calls, TimeUnit unit) {
    Timeline timeline = new Timeline(TimeSource.system());
    Limit limit = Limit.calls(calls, 1, unit);
    Admission limiter = new LimiterCore("api", Limits.of(limit).setup(Duration.ZERO), timeline);
    Retry retry = new Retry(RetrySettings.DEFAULT, timeline);
    MethodGuard guard =
        MethodGuard.of(null, GovernedMethod.of("m()", "api", limit), limiter, retry);
    admit(guard);

    long before = threads.getCurrentThreadAllocatedBytes();
    admit(guard);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(CALLS); // less than one byte each
    assertThat(limiter.snapshot().admitted()).isEqualTo(2 * CALLS);
  }

  @Test
  void neitherDoesACallWithASlot() {
    Timeline timeline = new Timeline(TimeSource.system());
    Admission limiter = new LimiterCore("api", Limits.of(Limit.concurrent(2)), timeline);
    MethodGuard guard = MethodGuard.ofProgram(limiter, Terms.oneCall(0), null);
    run(guard);

    long before = threads.getCurrentThreadAllocatedBytes();
    run(guard);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(CALLS);
    assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(0);
  }

  private static void run(MethodGuard guard) {
    for (int i = 0; i < CALLS; i++) {
      guard.done(guard.admit());
    }
  }

  private static void admit(MethodGuard guard) {
    for (int i = 0; i < CALLS && !MethodGuard.tracksCalls(); i++) {
      guard.admit();
    }
  }

  /**
   * The array of the arguments is made by the weaver; here it is one for all calls. It is an object
   * itself as long as the compiler has not seen that nobody keeps it.
   */
  @Test
  void anAdmittedCallWithAKeyAllocatesNoMoreThanItselfBesideItsArguments() {
    Limit limit = Limit.calls(100, 1, TimeUnit.MICROSECONDS);
    Admission limiter =
        new LimiterCore(
            "api",
            Limits.of().perKey(limit).setup(Duration.ZERO),
            new Timeline(TimeSource.system()));
    GovernedMethod method = GovernedMethod.of("m()", "api").perKey(arguments -> "key", limit);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);
    admit(guard, new Object[] {"argument"});

    long before = threads.getCurrentThreadAllocatedBytes();
    admit(guard, new Object[] {"argument"});
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(CALL * CALLS);
  }

  private static void admit(MethodGuard guard, Object[] arguments) {
    for (int i = 0; i < CALLS; i++) {
      GuardedCall own = guard.call(arguments);
      own.admit();
      own.done();
    }
  }
}
