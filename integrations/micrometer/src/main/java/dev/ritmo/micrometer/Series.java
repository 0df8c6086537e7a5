package dev.ritmo.micrometer;

import dev.ritmo.runtime.WaitTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One series in a registry, and the value that it shows. Written by one thread at a time, read by
 * any.
 */
final class Series {

  private final Runnable beforeRead;
  private final WaitReplay replay = new WaitReplay();
  private @Nullable Meter meter;
  private volatile double value;

  /**
   * A series that shows 0 so far.
   *
   * @param beforeRead brings all series up to date, if need be
   */
  Series(Runnable beforeRead) {
    this.beforeRead = beforeRead;
  }

  void register(MeterRegistry registry, SeriesKey key) {
    meter = registered(registry, key);
  }

  // The functions refer to this series, and not only to their argument: registries hold the
  // argument weakly, and the function strongly.
  private Meter registered(MeterRegistry registry, SeriesKey key) {
    String name = key.meter().id();
    String description = key.meter().description();
    ToDoubleFunction<Series> read = any -> this.read();
    return switch (key.meter().kind()) {
      case COUNTER ->
          FunctionCounter.builder(name, this, read)
              .description(description)
              .tags(key.tags())
              .register(registry);
      case GAUGE ->
          Gauge.builder(name, this, read)
              .description(description)
              .tags(key.tags())
              .register(registry);
      case SECONDS ->
          TimeGauge.builder(name, this, TimeUnit.SECONDS, read)
              .description(description)
              .tags(key.tags())
              .register(registry);
      case WAITS ->
          Timer.builder(name)
              .description(description)
              .tags(key.tags())
              .serviceLevelObjectives(WaitTotals.BOUNDS.toArray(new Duration[0]))
              .register(registry);
    };
  }

  /** Removes the meter from its registry. */
  void remove(MeterRegistry registry) {
    if (meter != null) {
      registry.remove(meter);
    }
  }

  private double read() {
    beforeRead.run();
    return value;
  }

  void show(double shown) {
    value = shown;
  }

  void show(WaitTotals totals) {
    if (meter instanceof Timer timer) {
      replay.record(totals, timer);
    }
  }
}
