package dev.ritmo.console;

import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RitmoListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest events. Those that repeat are counted as one, and those of calls do not crowd out
 * those of limiters, which are rare. Thread-safe.
 */
final class Events implements RitmoListener {

  /** Events kept of calls, and of limiters. */
  static final int KEPT = 300;

  /** A shorter wait is none that an operator looks for. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(1);

  /** How far back an event is looked for that a new one repeats. */
  private static final int RECENT = 32;

  private final Deque<Event> ofCalls = new ArrayDeque<>();
  private final Deque<Event> ofLimiters = new ArrayDeque<>();
  private long dropped;

  @Override
  public synchronized void onEvent(LimiterEvent event) {
    if (!isShown(event)) {
      return;
    }
    Deque<Event> events = event instanceof LimiterEvent.OfCall ? ofCalls : ofLimiters;
    Event shown = Event.of(event);
    if (canRepeat(event) && isRepeated(shown, events)) {
      return;
    }
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(shown);
  }

  @Override
  public synchronized void onDropped(long events) {
    dropped += events;
  }

  private static boolean isShown(LimiterEvent event) {
    return event instanceof LimiterEvent.Waited waited
        ? waited.waited().compareTo(LONG_WAIT) > 0
        : !(event instanceof LimiterEvent.Waiting);
  }

  /** Of other events, the order matters. */
  private static boolean canRepeat(LimiterEvent event) {
    return event instanceof LimiterEvent.OfCall || event instanceof LimiterEvent.Paused;
  }

  private static boolean isRepeated(Event event, Deque<Event> events) {
    Iterator<Event> latest = events.descendingIterator();
    for (int i = 0; i < RECENT && latest.hasNext(); i++) {
      Event before = latest.next();
      if (event.repeats(before)) {
        before.repeat(event);
        return true;
      }
    }
    return false;
  }

  /** The latest events, the last one first. */
  synchronized List<Event> latest(Predicate<Event> which, int most) {
    List<Event> all = new ArrayList<>(ofCalls);
    all.addAll(ofLimiters);
    return all.stream()
        .filter(which)
        .sorted(Comparator.comparing(Event::at).reversed())
        .limit(most)
        .map(Event::copy)
        .toList();
  }

  /** How many were lost because there were too many at a time. */
  synchronized long dropped() {
    return dropped;
  }
}
