package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Keys of which nothing counts any more leave nothing behind. */
final class ForgottenKeysTest {

  private static final int KEYS = 5_000;

  private final VirtualClock clock = new VirtualClock();

  private LimiterCore limiter(Limits limits) {
    return new LimiterCore("keys", limits.setup(Duration.ZERO), new Timeline(clock));
  }

  private static int known(LimiterCore limiter) {
    return ((Map<?, ?>) field(field(limiter, LockedLimiter.class, "keyed"), "byKey")).size();
  }

  private static Object field(Object of, String name) {
    return field(of, of.getClass(), name);
  }

  private static Object field(Object of, Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void idleKeysAreForgotten() {
    LimiterCore limiter = limiter(Limits.of().perKey(Limit.calls(1, 1, TimeUnit.MILLISECONDS)));
    for (int key = 0; key < KEYS; key++) {
      long unused = limiter.admit(key, Terms.oneCall(0));
      clock.advance(Duration.ofMillis(1));
    }

    assertThat(known(limiter)).isLessThan(100);
  }

  @Test
  void keysThatShareTheOverflowLeaveNothingWhenTheirCallsEnd() {
    LimiterCore limiter = limiter(Limits.of().perKey(Limit.concurrent(1_000)).maxKeys(10));
    for (int key = 0; key < 10; key++) {
      long unused = limiter.admit(key, Terms.oneCall(0)); // holds its slot, and its lane
    }
    for (int key = 10; key < KEYS; key++) {
      long arrival = limiter.admit(key, Terms.oneCall(0));
      limiter.close(key, arrival, Terms.oneCall(0), Inference.Outcome.SERVED);
    }

    assertThat(known(limiter)).isLessThan(100);
  }
}
