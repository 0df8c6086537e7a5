package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LimitersTest {

  private static final Limit MINUTE = Limit.calls(10, 1, TimeUnit.MINUTES);

  @BeforeEach
  @AfterEach
  void reset() {
    Limiters.reset(TimeSource.system());
  }

  private static CallLimiter declare(String name, Limit limit, String by) {
    return Limiters.current().declare(name, Limits.of(limit), by, limits -> limits);
  }

  @Test
  void oneNameIsOneLimiter() {
    CallLimiter first = declare("api", MINUTE, "a.A.a()");

    assertThat(declare("api", Limit.calls(10, 60, TimeUnit.SECONDS), "b.B.b()"))
        .isSameInstanceAs(first);
    assertThat(declare("other", MINUTE, "b.B.b()")).isNotSameInstanceAs(first);
  }

  @Test
  void limitersAreListedByName() {
    declare("b", MINUTE, "x");
    declare("a", MINUTE, "x");

    assertThat(Limiters.current().all().stream().map(CallLimiter::name))
        .containsExactly("a", "b")
        .inOrder();
    assertThat(Limiters.current().find("c")).isNull();
  }

  @Test
  void whatIsComparedIsTheCodeAndWhatIsInForceIsOverridden() {
    Limit inForce = Limit.calls(1, 1, TimeUnit.SECONDS);

    CallLimiter limiter =
        Limiters.current()
            .declare("api", Limits.of(MINUTE), "a.A.a()", limits -> Limits.of(inForce));

    assertThat(limiter.snapshot().limits()).containsExactly(inForce);
    assertThat(declare("api", MINUTE, "b.B.b()")).isSameInstanceAs(limiter);
    assertThrows(IllegalStateException.class, () -> declare("api", inForce, "c.C.c()"));
  }
}
