package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registries of several kinds, and what may go wrong with them. */
final class RegistriesTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RitmoMetrics metrics = new RitmoMetrics(nanos::get, Instant::now);
  private final MeterRegistry simple = new SimpleMeterRegistry();

  @BeforeEach
  void reset() {
    Ritmo.reset();
  }

  @AfterEach
  void close() {
    metrics.close();
    Ritmo.reset();
  }

  private static Limiter called(String name) {
    Limiter limiter = Ritmo.limiter(name, Limits.of(Limit.calls(1000, 60, SECONDS)));
    limiter.call().acquire();
    return limiter;
  }

  private static double admitted(MeterRegistry registry, String limiter) {
    return registry
        .get("ritmo.calls")
        .tags("limiter", limiter, "outcome", "admitted")
        .functionCounter()
        .count();
  }

  @Test
  void theBinderNeedNotBeKept() {
    called("openai");
    bindAndForget(simple);
    for (int i = 0; i < 5; i++) {
      System.gc();
    }

    assertThat(admitted(simple, "openai")).isEqualTo(1);
    assertThat(simple.get("ritmo.retry.budget").gauge().value()).isEqualTo(10);
    assertThat(simple.get("ritmo.paused").timeGauge().value()).isEqualTo(0);
  }

  private static void bindAndForget(MeterRegistry registry) {
    new RitmoMetrics().bindTo(registry);
  }

  @Test
  void severalRegistriesShowTheSame() {
    MeterRegistry other = new SimpleMeterRegistry();
    metrics.bindTo(simple);
    metrics.bindTo(other);
    called("openai");
    metrics.refresh();

    assertThat(admitted(simple, "openai")).isEqualTo(1);
    assertThat(admitted(other, "openai")).isEqualTo(1);
  }

  @Test
  void aCompositeShowsTheSameInEach() {
    CompositeMeterRegistry composite = new CompositeMeterRegistry();
    metrics.bindTo(composite);
    called("openai");
    metrics.refresh();
    composite.add(simple);

    assertThat(admitted(simple, "openai")).isEqualTo(1);
  }

  @Test
  void bindingAgainAddsNothing() {
    called("openai");
    metrics.bindTo(simple);
    int before = simple.getMeters().size();

    metrics.bindTo(simple);

    assertThat(simple.getMeters()).hasSize(before);
  }

  @Test
  void aClosedBinderLeavesNothingBehind() {
    called("openai");
    metrics.bindTo(simple);
    Meter held = simple.get("ritmo.limiters").meter();

    metrics.close();
    called("later");
    nanos.addAndGet(SECONDS.toNanos(1));
    held.measure().forEach(one -> one.getValue());

    assertThat(simple.getMeters()).isEmpty();
  }

  @Test
  void itCanBeBoundAgain() {
    called("openai");
    metrics.bindTo(simple);
    metrics.close();
    metrics.bindTo(simple);

    assertThat(admitted(simple, "openai")).isEqualTo(1);
  }

  @Test
  void commonTagsAndFiltersOfTheProgramHold() {
    simple.config().commonTags("region", "eu");
    simple.config().meterFilter(MeterFilter.denyNameStartsWith("ritmo.limit."));
    called("openai");
    metrics.bindTo(simple);

    assertThat(simple.get("ritmo.waiting").tags("region", "eu").gauge().value()).isEqualTo(0);
    assertThat(simple.find("ritmo.limit.used").gauge()).isNull();

    Ritmo.reset();
    metrics.refresh();
    assertThat(simple.find("ritmo.waiting").gauge()).isNull();
  }

  @Test
  void aNameThatTheProgramUsesOtherwiseDoesNotFailTheScrape() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    prometheus.throwExceptionOnRegistrationFailure();
    prometheus.counter("ritmo.calls", "program", "own").increment();
    called("openai");
    metrics.bindTo(prometheus);
    nanos.addAndGet(SECONDS.toNanos(1));

    String text = prometheus.scrape();

    assertThat(text).contains("ritmo_calls_total{program=\"own\"} 1.0");
    assertThat(text).contains("ritmo_waiting{limiter=\"openai\"} 0.0");
  }

  @Test
  void aListenerOfTheRegistryMayReadMeters() {
    AtomicInteger seen = new AtomicInteger();
    simple
        .config()
        .onMeterAdded(
            meter -> {
              nanos.addAndGet(SECONDS.toNanos(1));
              meter.measure().forEach(one -> one.getValue());
              seen.incrementAndGet();
            });
    called("openai");
    metrics.bindTo(simple);

    assertThat(seen.get()).isEqualTo(simple.getMeters().size());
  }

  @Test
  void aScrapeReadsEachOfAThousandLimitersOnce() {
    AtomicInteger reads = new AtomicInteger();
    RitmoMetrics counted =
        new RitmoMetrics(
            nanos::get,
            () -> {
              reads.incrementAndGet();
              return Instant.EPOCH;
            });
    for (int i = 0; i < 1000; i++) {
      called("limiter-" + i);
    }
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    counted.bindTo(prometheus);
    for (int i = 0; i < 10; i++) {
      String unused = prometheus.scrape();
    }
    reads.set(0);
    nanos.addAndGet(SECONDS.toNanos(1));

    long start = System.nanoTime();
    String text = prometheus.scrape();
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertThat(reads.get()).isEqualTo(1);
    assertThat(text).contains("limiter-999");
    assertThat(millis).isLessThan(2_000); // 50 ms, unless the machine is busy
  }
}
