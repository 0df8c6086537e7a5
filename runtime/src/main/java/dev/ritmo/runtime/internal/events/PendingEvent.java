package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.LimiterEvent;
import java.time.Instant;
import java.util.function.Function;

/**
 * An event that is made after the lock, as the time of day is foreign code. Immutable.
 *
 * @param time when it happened
 * @param event makes it, for the time of day of {@code time}
 */
record PendingEvent(Timeline timeline, long time, Function<Instant, ? extends LimiterEvent> event) {

  LimiterEvent make() {
    return event.apply(timeline.instant(time));
  }

  /** The event without its time of day, for which no clock is read. */
  LimiterEvent undated() {
    return event.apply(Instant.EPOCH);
  }
}
