package dev.ritmo.micrometer;

import dev.ritmo.runtime.Ritmo;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters in one registry. Reading any of them brings all of them up to date, unless that was
 * done just before: so a scrape reads each limiter once. One thread at a time does so; others read
 * the values that are there, because a registry may read meters under its own lock, and waiting for
 * the thread could then last for ever. Thread-safe.
 */
final class BoundMeters {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private final Supplier<Instant> wallClock;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  // used by the thread that has set isBusy
  private final Map<SeriesKey, Series> all = new HashMap<>();
  private boolean hasWarned;

  private volatile long refreshedAt;
  private volatile boolean isClosed;
  private volatile boolean isRemoved;

  BoundMeters(MeterRegistry registry, LongSupplier nanos, Supplier<Instant> wallClock) {
    this.registry = registry;
    this.nanos = nanos;
    this.wallClock = wallClock;
  }

  MeterRegistry registry() {
    return registry;
  }

  private void refreshIfOld() {
    if (nanos.getAsLong() - refreshedAt > FRESH_NANOS) {
      refresh();
    }
  }

  /** Brings all meters up to date; does nothing while another thread does so. */
  void refresh() {
    alone(
        () -> {
          Readings readings = Readings.of(Ritmo.limiters(), wallClock.get());
          removeOthers(readings);
          readings.numbers().forEach((key, value) -> series(key).show(value));
          readings.waits().forEach((key, totals) -> series(key).show(totals));
          refreshedAt = nanos.getAsLong();
        });
  }

  /** Removes all meters. */
  void close() {
    isClosed = true;
    alone(() -> {});
  }

  private void alone(Runnable work) {
    if (isBusy.compareAndSet(false, true)) {
      try {
        if (!isClosed) {
          work.run();
        }
      } finally {
        if (isClosed) {
          all.values().forEach(one -> one.remove(registry));
          all.clear();
          isRemoved = true;
        }
        isBusy.set(false);
      }
      if (isClosed && !isRemoved) { // closed in the last moment
        alone(work);
      }
    }
  }

  private void removeOthers(Readings readings) {
    Set<SeriesKey> numbers = readings.numbers().keySet();
    Set<SeriesKey> waits = readings.waits().keySet();
    for (Iterator<Map.Entry<SeriesKey, Series>> rest = all.entrySet().iterator();
        rest.hasNext(); ) {
      Map.Entry<SeriesKey, Series> one = rest.next();
      if (!numbers.contains(one.getKey()) && !waits.contains(one.getKey())) {
        one.getValue().remove(registry);
        rest.remove();
      }
    }
  }

  private Series series(SeriesKey key) {
    Series known = all.get(key);
    return known == null ? register(key) : known;
  }

  /** A registry may refuse a meter, for example if the program uses its name for another one. */
  private Series register(SeriesKey key) {
    Series series = new Series(this::refreshIfOld);
    all.put(key, series);
    try {
      series.register(registry, key);
    } catch (RuntimeException e) {
      warn(key, e);
    }
    return series;
  }

  private void warn(SeriesKey key, RuntimeException refused) {
    if (!hasWarned) {
      hasWarned = true;
      LOG.log(
          Level.WARNING,
          "The registry must accept the meter {0} with the tags {1}, but refuses it: {2}. Fix: rename the meter that has its name, or filter one of them. Said once.",
          key.meter().id(),
          key.meter().tags(),
          refused.getMessage());
    }
  }
}
