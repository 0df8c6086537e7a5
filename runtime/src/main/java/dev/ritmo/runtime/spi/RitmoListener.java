package dev.ritmo.runtime.spi;

/**
 * Receives events of limiters and waiting calls: waits, refusals, rejections, retries, pauses,
 * changed and inferred limits. Listeners are found by {@link java.util.ServiceLoader} or given to
 * {@code Ritmo.listen}.
 *
 * <p>One daemon thread calls all listeners, one event after the other, in the order of events
 * within each limiter. A slow listener delays no call. Up to 8,192 events are queued; further
 * events are dropped and {@linkplain #onDropped counted}. Exceptions from a listener are logged
 * once and otherwise ignored.
 *
 * <p>Without a listener, an event costs one volatile read.
 */
@FunctionalInterface
public interface RitmoListener {

  /** Called for each event. */
  void onEvent(LimiterEvent event);

  /**
   * Called before the next event when events were dropped because listeners were too slow.
   *
   * @param events the number dropped since the last call
   */
  default void onDropped(long events) {}
}
