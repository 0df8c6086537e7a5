package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RitmoListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** A listener whose exceptions are counted, and logged once. Called by one thread. */
public final class GuardedListener {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private final RitmoListener listener;
  private final AtomicLong failures = new AtomicLong();

  GuardedListener(RitmoListener listener) {
    this.listener = listener;
  }

  /**
   * Tells the listener of an event.
   *
   * @param missed how many events before it were dropped
   */
  void hear(long missed, LimiterEvent event) {
    if (missed > 0) {
      guarded(() -> listener.onDropped(missed));
    }
    guarded(() -> listener.onEvent(event));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable failure) { // checked ones too, of other languages
      if (failures.getAndIncrement() == 0) {
        LOG.log(
            Level.WARNING,
            "The RitmoListener %s failed. Other events are delivered all the same. Said once."
                .formatted(listener.getClass().getName()),
            failure);
      }
    }
  }

  /** How often it has thrown something so far. Safe for use by many threads. */
  public long failures() {
    return failures.get();
  }
}
