package dev.ritmo.micrometer;

import dev.ritmo.testkit.VirtualClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A Prometheus server that scrapes every second. */
final class Scraped implements AutoCloseable {

  private final AtomicLong nanos = new AtomicLong();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RitmoMetrics metrics;

  Scraped(VirtualClock clock) {
    metrics = new RitmoMetrics(nanos::get, clock::now);
    metrics.bindTo(registry);
  }

  /** The lines of the second scrape from now, without comments: the first may miss new limiters. */
  List<String> read() {
    String unused = text();
    return text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** What the server gets. */
  String text() {
    nanos.addAndGet(1_000_000_000);
    return registry.scrape();
  }

  @Override
  public void close() {
    metrics.close();
    registry.close();
  }
}
