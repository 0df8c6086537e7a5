package dev.ritmo.benchmarks.accidents;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens when; at one time, first asked is first done. A binary heap in which each event
 * knows its place, because limiters cancel most of the timers that they set. Not thread-safe.
 */
final class Agenda {

  private static final int GONE = -1;

  private @Nullable Event[] heap = new Event[64];
  private int size;
  private long count;

  /** Adds an event; running it removes it from the agenda again. */
  Event add(long time, Runnable action) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    Event event = new Event(time, count++, action);
    rise(event, size++);
    return event;
  }

  /** Takes the next event that happens before this time; null if there is none. */
  @Nullable Event next(long before) {
    Event first = heap[0];
    if (first == null || first.time >= before) {
      return null;
    }
    remove(first);
    return first;
  }

  private void remove(Event event) {
    int place = event.place;
    event.place = GONE;
    Event last = at(--size);
    heap[size] = null;
    if (last != event) {
      rise(last, place);
      sink(last, last.place);
    }
  }

  private void rise(Event event, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      Event above = at(parent);
      if (above.isBefore(event)) {
        break;
      }
      put(above, place);
      place = parent;
    }
    put(event, place);
  }

  private void sink(Event event, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      Event below = at(child);
      if (event.isBefore(below)) {
        break;
      }
      put(below, place);
      place = child;
    }
    put(event, place);
  }

  private Event at(int place) {
    return Objects.requireNonNull(heap[place]);
  }

  private void put(Event event, int place) {
    heap[place] = event;
    event.place = place;
  }

  /** One entry; running it cancels it, and does nothing once it has happened. */
  final class Event implements Runnable {

    private final long time;
    private final long number;
    private final Runnable action;
    private int place = GONE;

    private Event(long time, long number, Runnable action) {
      this.time = time;
      this.number = number;
      this.action = action;
    }

    long time() {
      return time;
    }

    Runnable action() {
      return action;
    }

    private boolean isBefore(Event other) {
      return time == other.time ? number < other.number : time < other.time;
    }

    @Override
    public void run() {
      if (place != GONE) {
        remove(this);
      }
    }
  }
}
