package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LimiterRegistryTest {

  private static final Limit MINUTE = Limit.calls(10, 1, TimeUnit.MINUTES);

  @BeforeEach
  @AfterEach
  void reset() {
    LimiterRegistry.reset(TimeSource.system());
  }

  private static Admission declare(String name, Limit limit, String by) {
    return LimiterRegistry.current().declare(name, Limits.of(limit), by, limits -> limits);
  }

  @Test
  void oneNameIsOneLimiter() {
    Admission first = declare("api", MINUTE, "a.A.a()");

    assertThat(declare("api", Limit.calls(10, 60, TimeUnit.SECONDS), "b.B.b()"))
        .isSameInstanceAs(first);
    assertThat(declare("other", MINUTE, "b.B.b()")).isNotSameInstanceAs(first);
  }

  @Test
  void limitersAreListedByName() {
    declare("b", MINUTE, "x");
    declare("a", MINUTE, "x");

    assertThat(LimiterRegistry.current().all().stream().map(Admission::name))
        .containsExactly("a", "b")
        .inOrder();
    assertThat(LimiterRegistry.current().find("c")).isNull();
  }

  @Test
  void whatIsComparedIsTheCodeAndWhatIsInForceIsOverridden() {
    Limit inForce = Limit.calls(1, 1, TimeUnit.SECONDS);

    Admission limiter =
        LimiterRegistry.current()
            .declare("api", Limits.of(MINUTE), "a.A.a()", limits -> Limits.of(inForce));

    assertThat(limiter.snapshot().limits()).containsExactly(inForce);
    assertThat(declare("api", MINUTE, "b.B.b()")).isSameInstanceAs(limiter);
    assertThrows(IllegalStateException.class, () -> declare("api", inForce, "c.C.c()"));
  }

  private static final Limit MORE = Limit.calls(20, 1, TimeUnit.MINUTES);

  private static Admission declare(String name, Limit limit, Class<?> by) {
    return LimiterRegistry.current()
        .declare(name, Limits.of(limit), Declarer.of(by, by.getSimpleName()), limits -> limits);
  }

  /** Loads two classes as a program does that is loaded anew. */
  private static final class Loader extends ClassLoader {

    private Class<?> define(Class<?> type) throws Exception {
      Class<?> known = findLoadedClass(type.getName());
      if (known != null) {
        return known;
      }
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        byte[] bytes = Objects.requireNonNull(in, "class file").readAllBytes();
        return defineClass(type.getName(), bytes, 0, bytes.length);
      }
    }

    Class<?> one() throws Exception {
      return define(LimiterRegistryTest.class);
    }

    Class<?> other() throws Exception {
      return define(LimiterLockTest.class);
    }
  }

  @Test
  void aTypeThatIsLoadedAnewChangesItsLimiter() throws Exception {
    Loader before = new Loader();
    Loader after = new Loader();
    Admission limiter = declare("api", MINUTE, before.one());

    assertThat(declare("api", MORE, after.one())).isSameInstanceAs(limiter);
    assertThat(limiter.snapshot().limits()).containsExactly(MORE);
    assertThat(declare("api", MORE, after.other())).isSameInstanceAs(limiter);
    assertThrows(IllegalStateException.class, () -> declare("api", MINUTE, after.other()));
  }

  @Test
  void whatIsLeftOfTheProgramBeforeChangesNothing() throws Exception {
    Loader before = new Loader();
    Loader after = new Loader();
    Admission limiter = declare("api", MINUTE, before.one());
    declare("api", MORE, after.one());

    assertThat(declare("api", MINUTE, before.other())).isSameInstanceAs(limiter);
    assertThat(declare("api", MINUTE, before.one())).isSameInstanceAs(limiter);
    assertThat(limiter.snapshot().limits()).containsExactly(MORE);
  }

  @Test
  void anyTypeOfTheProgramMayBeTheFirstThatIsLoadedAnew() throws Exception {
    Loader before = new Loader();
    Loader after = new Loader();
    Admission limiter = declare("api", MINUTE, before.one());
    declare("api", MINUTE, before.other());

    assertThat(declare("api", MORE, after.other())).isSameInstanceAs(limiter);
    assertThat(declare("api", MORE, after.one())).isSameInstanceAs(limiter);
    assertThrows(IllegalStateException.class, () -> declare("api", MINUTE, after.one()));
  }

  @Test
  void typesOfTwoProgramsThatDisagreeAreAnError() throws Exception {
    Loader one = new Loader();
    Loader other = new Loader();
    declare("api", MINUTE, one.one());

    assertThrows(IllegalStateException.class, () -> declare("api", MORE, other.other()));
    assertThat(declare("api", MINUTE, other.other()).snapshot().limits()).containsExactly(MINUTE);
  }

  @Test
  void limitsOfAnotherKindNeedANewLimiter() throws Exception {
    Admission limiter = declare("api", MINUTE, new Loader().one());

    Admission changed = declare("api", Limit.concurrent(2), new Loader().one());

    assertThat(changed).isNotSameInstanceAs(limiter);
    assertThat(LimiterRegistry.current().find("api")).isSameInstanceAs(changed);
  }
}
