package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Prometheus server reads. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of the calls does not matter
final class RitmoMetricsTest {

  private final VirtualClock clock = new VirtualClock();
  private final Scraped prometheus = new Scraped(clock);

  @BeforeEach
  void reset() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void close() {
    prometheus.close();
    Ritmo.reset();
  }

  private static Limiter limiter(String name, Limit... limits) {
    return Ritmo.limiter(name, Limits.of(limits).setup(Duration.ZERO));
  }

  private void startWaiting(LimitedCall call) {
    CompletableFuture<Permit> unused = call.waitForever().acquireAsync();
    clock.advance(Duration.ZERO);
  }

  @Test
  void callsByOutcome() {
    Limiter limiter = limiter("openai", Limit.calls(2, 60, SECONDS));
    limiter.call().acquire();
    limiter.call().acquire();
    refuse(limiter);
    refuse(limiter);
    refuse(limiter);

    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_calls_total{limiter=\"openai\",method=\"none\",outcome=\"admitted\"} 2.0",
            "ritmo_calls_total{limiter=\"openai\",method=\"none\",outcome=\"refused\"} 3.0");
  }

  private static void refuse(Limiter limiter) {
    try {
      limiter.call().maxWait(Duration.ZERO).acquire();
    } catch (RateLimitExceededException expected) {
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void nothingRefusedIsZeroSoThatTheFirstRefusalIsAnIncrease() {
    limiter("openai", Limit.calls(2, 60, SECONDS)).call().acquire();

    assertThat(prometheus.read())
        .contains("ritmo_calls_total{limiter=\"openai\",method=\"none\",outcome=\"refused\"} 0.0");
  }

  @Test
  void waitsAreAHistogramByCause() {
    Limiter limiter = limiter("openai", Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    limiter.pause(Duration.ofSeconds(5));
    startWaiting(limiter.call());
    assertThat(prometheus.read()).contains("ritmo_waiting{limiter=\"openai\"} 1.0");

    clock.advance(Duration.ofMillis(60_050));

    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_waiting{limiter=\"openai\"} 0.0",
            "ritmo_wait_seconds_bucket{cause=\"pause\",limiter=\"openai\",le=\"3.0\"} 0",
            "ritmo_wait_seconds_bucket{cause=\"pause\",limiter=\"openai\",le=\"10.0\"} 1",
            "ritmo_wait_seconds_count{cause=\"pause\",limiter=\"openai\"} 1",
            "ritmo_wait_seconds_sum{cause=\"pause\",limiter=\"openai\"} 5.0",
            "ritmo_wait_seconds_bucket{cause=\"limit\",limiter=\"openai\",le=\"30.0\"} 0",
            "ritmo_wait_seconds_bucket{cause=\"limit\",limiter=\"openai\",le=\"60.0\"} 1",
            "ritmo_wait_seconds_bucket{cause=\"limit\",limiter=\"openai\",le=\"+Inf\"} 1",
            "ritmo_wait_seconds_sum{cause=\"limit\",limiter=\"openai\"} 55.05");
  }

  @Test
  void aWaitIsCountedOnce() {
    Limiter limiter = limiter("openai", Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    startWaiting(limiter.call());
    startWaiting(limiter.call());
    clock.advance(Duration.ofMillis(60_050));
    assertThat(prometheus.read())
        .contains("ritmo_wait_seconds_count{cause=\"limit\",limiter=\"openai\"} 1");

    clock.advance(Duration.ofMillis(60_050));
    prometheus.read();

    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_wait_seconds_count{cause=\"limit\",limiter=\"openai\"} 2",
            "ritmo_wait_seconds_sum{cause=\"limit\",limiter=\"openai\"} 180.15");
  }

  @Test
  void limitsByDimensionAndPeriod() {
    Limiter limiter =
        limiter(
            "openai",
            Limit.calls(10, 1, TimeUnit.MINUTES),
            Limit.calls(1000, 1, TimeUnit.DAYS),
            Limit.concurrent(3),
            Limit.inputTokens(5000, 1500, TimeUnit.MILLISECONDS));
    limiter.call().inputTokens(700).acquire();

    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_limit_declared{dimension=\"calls\",limiter=\"openai\",period=\"60s\"} 10.0",
            "ritmo_limit_effective{dimension=\"calls\",limiter=\"openai\",period=\"60s\"} 10.0",
            "ritmo_limit_used{dimension=\"calls\",limiter=\"openai\",period=\"60s\"} 1.0",
            "ritmo_limit_declared{dimension=\"calls\",limiter=\"openai\",period=\"86400s\"} 1000.0",
            "ritmo_limit_declared{dimension=\"concurrent\",limiter=\"openai\",period=\"none\"} 3.0",
            "ritmo_limit_used{dimension=\"concurrent\",limiter=\"openai\",period=\"none\"} 1.0",
            "ritmo_limit_used{dimension=\"inputTokens\",limiter=\"openai\",period=\"1500ms\"} 700.0");
  }

  @Test
  void tokensReservedAndUsed() {
    Limiter limiter = limiter("openai", Limit.tokens(5000, 60, SECONDS));
    try (Permit permit = limiter.call().tokens(900).acquire()) {
      permit.used(200, 100);
    }

    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_tokens_reserved_total{kind=\"tokens\",limiter=\"openai\"} 900.0",
            "ritmo_tokens_used_total{kind=\"tokens\",limiter=\"openai\"} 300.0");
  }

  @Test
  void failuresAndRetriesByReason() {
    Limiter limiter = limiter("openai", Limit.calls(100, 60, SECONDS));
    CompletableFuture<Object> unused =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT)
            .runAsync(
                () -> CompletableFuture.failedFuture(new ConnectException("sk-secret refused")));
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(1));
    }

    int attempts = RetrySettings.DEFAULT.maxAttempts();
    assertThat(prometheus.read())
        .containsAtLeast(
            "ritmo_failures_total{limiter=\"openai\",method=\"none\",reason=\"connection\"} "
                + (double) attempts,
            "ritmo_retries_total{limiter=\"openai\",reason=\"connection\"} "
                + (double) (attempts - 1),
            "ritmo_wait_seconds_count{cause=\"backoff\",limiter=\"openai\"} " + (attempts - 1));
    assertThat(prometheus.text()).doesNotContain("secret");
  }

  @Test
  void aPauseRunsOut() {
    Limiter limiter = limiter("openai", Limit.calls(10, 60, SECONDS));
    limiter.pause(Duration.ofSeconds(90));
    assertThat(prometheus.read()).contains("ritmo_paused_seconds{limiter=\"openai\"} 90.0");

    clock.advance(Duration.ofMillis(60_500));
    assertThat(prometheus.read()).contains("ritmo_paused_seconds{limiter=\"openai\"} 29.5");

    clock.advance(Duration.ofSeconds(30));
    assertThat(prometheus.read()).contains("ritmo_paused_seconds{limiter=\"openai\"} 0.0");
  }

  @Test
  void theRetryBudget() {
    limiter("openai", Limit.calls(10, 60, SECONDS)).call().acquire();

    assertThat(prometheus.read()).contains("ritmo_retry_budget{limiter=\"openai\"} 10.0");
  }

  @Test
  void limitersAppearAndGo() {
    assertThat(prometheus.read()).contains("ritmo_limiters 0.0");

    limiter("late", Limit.calls(10, 60, SECONDS)).call().acquire();
    assertThat(prometheus.read())
        .containsAtLeast("ritmo_limiters 1.0", "ritmo_waiting{limiter=\"late\"} 0.0");

    Ritmo.reset(clock);
    assertThat(prometheus.read()).contains("ritmo_limiters 0.0");
    assertThat(prometheus.text()).doesNotContain("late");

    limiter("late", Limit.calls(10, 60, SECONDS)).call().acquire();
    assertThat(prometheus.read())
        .contains("ritmo_calls_total{limiter=\"late\",method=\"none\",outcome=\"admitted\"} 1.0");
  }

  @Test
  void aChangedLimitReplacesTheOneBefore() {
    Limiter limiter = limiter("openai", Limit.calls(10, 60, SECONDS));
    prometheus.read();

    limiter.change(Limits.of(Limit.calls(5, 30, SECONDS)));

    assertThat(prometheus.read())
        .contains(
            "ritmo_limit_declared{dimension=\"calls\",limiter=\"openai\",period=\"30s\"} 5.0");
    assertThat(prometheus.text()).doesNotContain("60s");
  }

  @Test
  void keysAddNoMeter() {
    Limiter limiter =
        Ritmo.limiter(
            "users",
            Limits.of(Limit.calls(1_000_000, 60, SECONDS)).perKey(Limit.calls(1, 60, SECONDS)));
    limiter.call().key("user-0").acquire();
    int before = prometheus.read().size();

    for (int i = 1; i < 10_000; i++) {
      limiter.call().key("user-" + i).acquire();
    }

    assertThat(prometheus.read()).hasSize(before);
    assertThat(prometheus.text()).doesNotContain("user-");
    assertThat(prometheus.text())
        .contains(
            "ritmo_calls_total{limiter=\"users\",method=\"none\",outcome=\"admitted\"} 10000.0");
  }

  @Test
  void namesOfOthersAreLeftAlone() {
    limiter("openai", Limit.calls(10, 60, SECONDS)).call().acquire();

    for (String line : prometheus.read()) {
      assertThat(line).startsWith("ritmo_");
    }
  }

  @Test
  void metersStartNoThreadAndNoListener() {
    Limiter limiter = limiter("openai", Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    startWaiting(limiter.call());
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    prometheus.read();
    startWaiting(limiter.call());
    clock.advance(Duration.ofMillis(60_050));
    prometheus.read();

    Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
    added.removeAll(before);
    assertThat(added.stream().map(Thread::getName).filter(name -> name.contains("ritmo")).toList())
        .isEmpty();
  }
}
