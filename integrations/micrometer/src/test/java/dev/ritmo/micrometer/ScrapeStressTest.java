package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several servers scrape while limiters come and go. */
final class ScrapeStressTest {

  private static final int SCRAPES = 200;

  private final AtomicLong nanos = new AtomicLong();
  private final RitmoMetrics metrics =
      new RitmoMetrics(() -> nanos.addAndGet(SECONDS.toNanos(1)), Instant::now); // never fresh
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  @Test
  void noScrapeFailsAndTheMetersAreRightInTheEnd() throws Exception {
    Ritmo.reset();
    metrics.bindTo(registry);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> servers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread server = new Thread(() -> scrape(start));
      server.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
      server.start();
      servers.add(server);
    }

    start.countDown();
    for (int round = 0; servers.stream().anyMatch(Thread::isAlive); round++) {
      // Of a name that comes back within one scrape, Prometheus would see two meters.
      String name = "limiter-" + round / 7 + "-" + round % 5;
      Ritmo.limiter(name, Limit.calls(1000, 1, SECONDS)).call().acquire();
      if (round % 7 == 6) {
        Ritmo.reset();
      }
    }
    for (Thread server : servers) {
      server.join();
    }

    Ritmo.reset();
    Ritmo.limiter("last", Limit.calls(10, 60, SECONDS)).call().acquire();
    metrics.refresh();
    assertThat(failures).isEmpty();
    assertThat(limiters()).containsExactly("last");

    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  private void scrape(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < SCRAPES; i++) {
      assertThat(registry.scrape()).contains("ritmo_limiters");
    }
  }

  private Set<String> limiters() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getTag("limiter") != null)
        .map(id -> String.valueOf(id.getTag("limiter")))
        .collect(Collectors.toSet());
  }
}
