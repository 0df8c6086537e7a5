package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What cannot be meant is refused, naming what was found, and changes nothing. */
final class BadInputTest {

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void limitsOutOfBoundsNameTheRuleAndTheNumber() {
    Map<String, Executable> table = new LinkedHashMap<>();
    table.put("calls must be at least 1, but was 0", () -> Limit.calls(0, 60, SECONDS));
    table.put("calls must be at least 1, but was -3", () -> Limit.calls(-3, 60, SECONDS));
    table.put(
        "calls must be at most 2147483647, but was 2147483648",
        () -> new Limit(Dimension.CALLS, 1L << 31, 1, 60, SECONDS));
    table.put("period must be at least 1, but was 0", () -> Limit.calls(1, 0, SECONDS));
    table.put("period must be at least 1, but was -1", () -> Limit.calls(1, -1, SECONDS));
    table.put("tokens must be at least 1, but was 0", () -> Limit.tokens(0, 60, SECONDS));
    table.put(
        "tokens must be at most 1000000000000000, but was 9223372036854775807",
        () -> Limit.tokens(Long.MAX_VALUE, 60, SECONDS));
    table.put("input tokens must be at least 1, but was -1", () -> Limit.inputTokens(-1, 1, DAYS));
    table.put("output tokens must be at least 1, but was 0", () -> Limit.outputTokens(0, 1, DAYS));
    table.put("concurrent must be at least 1, but was 0", () -> Limit.concurrent(0));
    table.put("burst must be at least 1, but was 0", () -> Limit.calls(5, 60, SECONDS).burst(0));
    table.put(
        "burst must be at most calls (5), but was 6", () -> Limit.calls(5, 60, SECONDS).burst(6));
    table.put(
        "burst of tokens must be 100, but was 5", () -> Limit.tokens(100, 60, SECONDS).burst(5));
    table.put("maxKeys must be at least 1, but was 0", () -> Limits.of().maxKeys(0));

    table.forEach(
        (message, bad) ->
            assertThat(assertThrows(IllegalArgumentException.class, bad))
                .hasMessageThat()
                .isEqualTo(message));
    assertThrows(IllegalArgumentException.class, () -> Limit.calls(1, Long.MAX_VALUE, DAYS));
  }

  @Test
  void badArgumentsNameTheLimiterAndTheValueAndLeaveEverythingAsItWas() {
    Limiter limiter =
        Ritmo.limiter(
            "api",
            Limit.calls(10, 60, SECONDS),
            Limit.tokens(1000, 60, SECONDS),
            Limit.concurrent(2));
    Permit permit = limiter.call().tokens(10).acquire();
    LimiterSnapshot before = limiter.snapshot();
    Map<String, List<Executable>> table = new LinkedHashMap<>();
    bad(table, "-1", () -> permit.settle(Dimension.TOKENS, -1));
    bad(table, "-1", () -> permit.used(-1, 5));
    bad(table, "-2", () -> permit.used(5, -2));
    bad(table, "CALLS", () -> permit.settle(Dimension.CALLS, 1));
    bad(table, "SLOTS", () -> permit.settle(Dimension.SLOTS, 1));
    bad(table, "9223372036854775807", () -> permit.settle(Dimension.TOKENS, Long.MAX_VALUE));
    bad(table, "9223372036854775807", () -> permit.used(Long.MAX_VALUE, Long.MAX_VALUE));
    bad(table, "-1 ns", () -> limiter.pause(Duration.ofNanos(-1)));
    bad(table, "-1 ns", () -> limiter.call().maxWait(Duration.ofNanos(-1)));
    bad(table, "0 was given", () -> limiter.call().calls(0));
    bad(table, "-1 was given", () -> limiter.call().tokens(-1));
    bad(table, "-1 was given", () -> limiter.call().inputTokens(-1));
    bad(table, "-1 was given", () -> limiter.call().outputTokens(-1));
    bad(table, "1000000000000001", () -> limiter.call().tokens(1_000_000_000_000_001L));
    bad(table, "per key", () -> limiter.change(limiter(1).perKey(Limit.calls(1, 1, SECONDS))));
    bad(table, "no keys", () -> limiter.call().key("user").acquire());
    bad(table, "no keys", () -> limiter.call().key("user").acquireAsync());
    bad(table, "no keys", () -> limiter.call().key("user").run(() -> 1));

    table.forEach(
        (found, all) -> {
          for (Executable one : all) {
            var thrown = assertThrows(IllegalArgumentException.class, one, found);
            assertThat(thrown).hasMessageThat().contains("imiter \"api\"");
            assertThat(thrown).hasMessageThat().contains(found);
          }
        });
    assertThat(limiter.snapshot()).isEqualTo(before);
  }

  private static void bad(Map<String, List<Executable>> table, String found, Executable what) {
    table.computeIfAbsent(found, unused -> new ArrayList<>()).add(what);
  }

  private static Limits limiter(int calls) {
    return Limits.of(Limit.calls(calls, 60, SECONDS));
  }

  @Test
  void changesToWhatWasNeverCountedAreRefused() {
    Limit calls = Limit.calls(10, 60, SECONDS);
    Limiter plain = Ritmo.limiter("plain", calls);
    Limiter keyed = Ritmo.limiter("keyed", Limits.of().perKey(calls).maxKeys(5));
    List<Executable> impossible =
        List.of(
            () -> plain.change(Limits.of(calls, Limit.concurrent(2))),
            () -> plain.change(Limits.of(calls, Limit.tokens(5, 60, SECONDS))),
            () -> plain.change(Limits.of(calls).perKey(calls)),
            () -> keyed.change(Limits.of(calls)),
            () -> keyed.change(Limits.of().perKey(calls).maxKeys(6)),
            () -> keyed.change(Limits.of(calls).perKey(calls).maxKeys(5)));
    List<LimiterSnapshot> before = Ritmo.limiters();

    for (Executable change : impossible) {
      assertThat(assertThrows(IllegalArgumentException.class, change))
          .hasMessageThat()
          .contains("must go on counting what it counts");
    }

    assertThat(Ritmo.limiters()).isEqualTo(before);
  }

  @Test
  void aCallLargerThanALimitNamesItAndTakesNothing() {
    Limit burst = Limit.calls(10, 60, SECONDS).burst(2);
    Limit tokens = Limit.tokens(1000, 60, SECONDS);
    Limiter limiter = Ritmo.limiter("api", burst, tokens, Limit.concurrent(2));
    LimiterSnapshot before = limiter.snapshot();

    refused(limiter.call().calls(11), burst, "11 calls");
    refused(limiter.call().calls(3), burst, "3 calls");
    refused(limiter.call().tokens(1001), tokens, "1001 tokens");
    refused(limiter.call().inputTokens(1001), tokens, "1001 tokens");

    LimiterSnapshot after = limiter.snapshot();
    assertThat(after.states()).isEqualTo(before.states());
    assertThat(after.admitted()).isEqualTo(0);
    assertThat(after.waiting()).isEqualTo(0);
    assertThat(after.refused()).isEqualTo(4);
  }

  private static void refused(LimitedCall call, Limit limit, String asked) {
    var refusal =
        assertThrows(RateLimitExceededException.class, () -> call.waitForever().acquire());
    assertThat(refusal).hasMessageThat().contains("Limiter \"api\" refused the call");
    assertThat(refusal).hasMessageThat().contains(asked);
    assertThat(refusal.limit()).hasValue(limit);
  }

  @Test
  void aKeyThatIsMissingOrFailsIsRefusedAndTakesNothing() {
    Limiter limiter =
        Ritmo.limiter("api", Limits.of().perKey(Limit.calls(1, 60, SECONDS), Limit.concurrent(1)));
    LimiterSnapshot before = limiter.snapshot();

    for (LimitedCall call :
        List.of(
            limiter.call(),
            limiter.call().key(new FailingKey(true, false)),
            limiter.call().key(new FailingKey(true, true)))) {
      for (Executable way : List.<Executable>of(call::acquire, call::acquireAsync)) {
        var thrown = assertThrows(IllegalArgumentException.class, way);
        assertThat(thrown).hasMessageThat().contains("Limiter \"api\" must be");
      }
    }

    assertThat(limiter.snapshot()).isEqualTo(before);
    limiter.call().key("good").acquire().close();
    assertThat(limiter.snapshot().admitted()).isEqualTo(1);
  }

  @Test
  void aKeyWhoseEqualsFailsIsRefusedOnlyWhereItIsCompared() {
    Limiter limiter = Ritmo.limiter("api", Limits.of().perKey(Limit.calls(5, 60, SECONDS)));
    Permit first = limiter.call().key(new FailingKey(false, true)).acquire();

    assertThrows(
        IllegalArgumentException.class,
        () -> limiter.call().key(new FailingKey(false, true)).acquire());

    first.giveBack();
    assertThat(limiter.snapshot().admitted()).isEqualTo(1);
    assertThat(limiter.snapshot().givenBack()).isEqualTo(1);
  }

  @Test
  void aPermitIsClosedEvenIfItsKeyFailsMeanwhile() {
    FailingKey key = new FailingKey(false, false);
    Limiter limiter =
        Ritmo.limiter("api", Limits.of(Limit.concurrent(1)).perKey(Limit.calls(5, 60, SECONDS)));
    Permit permit = limiter.call().key(key).acquire();
    key.hashFails = true;

    permit.close();

    assertWithMessage("slots").that(limiter.snapshot().states().get(0).used()).isEqualTo(0);
    limiter.call().key("next").maxWait(Duration.ZERO).acquire();
  }

  @Test
  void keysOfOneHashAreToldApart() {
    Limiter limiter = Ritmo.limiter("api", Limits.of().perKey(Limit.calls(1, 60, SECONDS)));
    record Same(int number) {
      @Override
      public int hashCode() {
        return 7;
      }
    }
    for (int i = 0; i < 50; i++) {
      limiter.call().key(new Same(i)).maxWait(Duration.ZERO).acquire();
    }

    assertThrows(
        RateLimitExceededException.class,
        () -> limiter.call().key(new Same(49)).maxWait(Duration.ZERO).acquire());
    assertThat(limiter.snapshot().keys()).isEqualTo(50);
  }

  @Test
  void aLimiterOfOtherLimitsUnderTheSameNameIsRefused() {
    Ritmo.limiter("api", Limit.calls(10, 60, SECONDS));

    Ritmo.limiter("api", Limit.calls(10, 1, MINUTES)).call().acquire().close();
    assertThat(Ritmo.limiter("api").snapshot().admitted()).isEqualTo(1);
    assertThat(
            assertThrows(
                IllegalStateException.class,
                () -> Ritmo.limiter("api", Limit.calls(11, 60, SECONDS))))
        .hasMessageThat()
        .contains("10 calls per 60 s");
  }

  private static final class FailingKey {
    private boolean hashFails;
    private final boolean equalsFails;

    FailingKey(boolean hashFails, boolean equalsFails) {
      this.hashFails = hashFails;
      this.equalsFails = equalsFails;
    }

    @Override
    public int hashCode() {
      if (hashFails) {
        throw new IllegalStateException("no hash");
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      if (equalsFails) {
        throw new IllegalStateException("no equals");
      }
      return this == other;
    }
  }
}
