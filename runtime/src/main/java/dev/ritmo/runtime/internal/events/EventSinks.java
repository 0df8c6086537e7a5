package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.internal.jfr.FlightRecorder;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.LimiterEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of one limiter go: to the queue of the listeners, which is told under the lock,
 * as that is the order of events; after it to the flight recorder, on the thread that has caused
 * them, and to the log, on a thread of its own. Guarded by the limiter.
 */
final class EventSinks {

  private final String limiter;
  private final Timeline timeline;
  private final EventQueue queue;
  private final Runnable onEvent;

  /** Made with the first event that is logged. */
  private @Nullable EventDigest digest;

  private List<PendingEvent> pending = List.of();
  private boolean isDeliveryDue;
  private boolean isLast;

  EventSinks(String limiter, Timeline timeline, EventQueue queue, Runnable onEvent) {
    this.limiter = limiter;
    this.timeline = timeline;
    this.queue = queue;
    this.onEvent = onEvent;
    boolean unused = FlightRecorder.isOn() == EventLog.isVerbose(); // loads both without the lock
  }

  /** Whether there is any that is to be told of each event. */
  boolean areOn() {
    return queue.isOn() || isRecorded();
  }

  private static boolean isRecorded() {
    return FlightRecorder.isOn() || EventLog.isVerbose();
  }

  /**
   * Tells of an event, if they {@linkplain #areOn are on}.
   *
   * @param event makes it, for the time of day of {@code now}
   */
  void tell(long now, Function<Instant, ? extends LimiterEvent> event) {
    PendingEvent told = new PendingEvent(timeline, now, event);
    if (queue.isOn()) {
      queue.append(told);
      isDeliveryDue = true;
    }
    if (isRecorded()) {
      pending = pending.isEmpty() ? new ArrayList<>() : pending;
      pending.add(told);
    }
    onEvent.run();
  }

  /** Counts an event for the log, as {@link EventDigest#add} does. */
  void count(EventDigest.Kind kind, long weight, Supplier<String> detail) {
    EventDigest counted = digest == null ? new EventDigest(limiter) : digest;
    digest = counted;
    counted.add(kind, weight, detail);
    onEvent.run();
  }

  /** Has lines written if it is time for them. */
  void flush(long now) {
    if (digest != null && digest.isDue(now)) {
      onEvent.run();
    }
  }

  /** Has all lines written that wait for the next event, as there may be none. */
  void flushAll() {
    isLast = true;
    onEvent.run();
  }

  /** See {@link LimiterEvents#takeFollowUp}. */
  @Nullable Runnable takeFollowUp(long now) {
    boolean wakes = isDeliveryDue;
    List<PendingEvent> told = pending;
    boolean hasLines = digest != null && (isLast || digest.isDue(now));
    List<Supplier<EventDigest.Line>> lines =
        digest != null && hasLines ? digest.take(now, isLast) : List.of();
    isDeliveryDue = false;
    isLast = false;
    pending = List.of();
    if (!wakes && told.isEmpty() && lines.isEmpty()) {
      return null;
    }
    return () -> {
      if (wakes) {
        queue.wake();
      }
      follow(lines, told);
    };
  }

  /** Only what is quick runs on this thread, which may be about to send the request of a call. */
  private static void follow(List<Supplier<EventDigest.Line>> lines, List<PendingEvent> told) {
    if (FlightRecorder.isOn()) {
      told.forEach(event -> FlightRecorder.record(event.undated()));
    }
    List<PendingEvent> details = EventLog.isVerbose() ? told : List.of();
    if (!lines.isEmpty() || !details.isEmpty()) {
      LogThread.ofProcess().submit(() -> EventLog.write(lines, details));
    }
  }
}
