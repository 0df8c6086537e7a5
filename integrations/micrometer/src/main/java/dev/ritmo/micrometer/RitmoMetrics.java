package dev.ritmo.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Meters of all limiters of the process: calls, failures, waits, retries, limits, tokens and
 * pauses. Their names start with {@code ritmo.}; the guide lists them.
 *
 * <pre>{@code
 * RitmoMetrics metrics = new RitmoMetrics();
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>A call pays nothing for them: the numbers are those that limiters count anyway, and are read
 * when the registry reads its meters. A value that was read may be up to 100 ms old.
 *
 * <p>Limiters and methods get their meters when they are first seen, which is when the registry
 * reads any of these meters, so a limiter may be missing in the first scrape after its first call.
 * {@link #refresh} does it at once. The meters of limiters that are gone, after {@code
 * Ritmo.reset()}, are removed. Keys never become tags: 10,000 keys of a limiter add no meter.
 *
 * <p>The registry keeps what it needs: the binder itself need not be kept, except to close it.
 * Thread-safe.
 */
public final class RitmoMetrics implements MeterBinder, AutoCloseable {

  private final LongSupplier nanos;
  private final Supplier<Instant> wallClock;
  private final List<BoundMeters> bound = new CopyOnWriteArrayList<>();

  /** Creates meters that are not bound to a registry yet. */
  public RitmoMetrics() {
    this(System::nanoTime, Instant::now);
  }

  RitmoMetrics(LongSupplier nanos, Supplier<Instant> wallClock) {
    this.nanos = nanos;
    this.wallClock = wallClock;
  }

  /**
   * Registers the meters with a registry. May be called for several registries; binding to the same
   * one again only refreshes its meters.
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    for (BoundMeters meters : bound) {
      if (meters.registry() == registry) {
        meters.refresh();
        return;
      }
    }
    BoundMeters added = new BoundMeters(registry, nanos, wallClock);
    bound.add(added);
    added.refresh();
  }

  /**
   * Reads all limiters now: registers the meters of new ones, and removes those of limiters that
   * are gone. Not needed in production, where reading any of the meters does the same; for tests
   * that look for a meter right after a call. If {@code Ritmo.reset} forgets a limiter that is
   * declared again while Prometheus reads, that reading may fail.
   */
  public void refresh() {
    bound.forEach(BoundMeters::refresh);
  }

  /** Removes all meters from all registries. Bind again to start anew. */
  @Override
  public void close() {
    List<BoundMeters> all = List.copyOf(bound);
    bound.removeAll(all);
    all.forEach(BoundMeters::close);
  }
}
