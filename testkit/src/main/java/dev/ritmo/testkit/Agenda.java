package dev.ritmo.testkit;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled events by time; events at the same time are in the order of their requests. Not
 * thread-safe.
 */
final class Agenda {

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long count;

  Event add(long time, Runnable action) {
    Event event = new Event(time, count++, action);
    events.add(event);
    return event;
  }

  void remove(Event event) {
    events.remove(event);
  }

  /** The next event, which stays on the agenda. */
  @Nullable Event peek() {
    return events.peek();
  }

  /** One entry. No two are equal, because numbers are unique. */
  record Event(long time, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return time == other.time
          ? Long.compare(number, other.number)
          : Long.compare(time, other.time);
    }
  }
}
