package dev.ritmo.runtime.internal.window;

import java.util.ArrayDeque;

/**
 * The last rejections, and which of them are one event: those of requests that had left before the
 * first of them came back. Not thread-safe.
 */
final class Rejections {

  private static final int MOST = 1024;

  private final ArrayDeque<long[]> all = new ArrayDeque<>();
  private int inEvent;
  private long eventEnd = Span.LONG_AGO;

  /** Whether a request that left then was on its way when this event began. */
  boolean isSameEvent(long time) {
    return time <= eventEnd;
  }

  /** Begins an event: what leaves from now on knows of it. */
  void begin(long now) {
    inEvent = 0;
    eventEnd = now;
  }

  /**
   * @param time when the request left
   */
  void add(long time, long amount) {
    if (all.size() == MOST) {
      all.removeFirst();
    }
    all.addLast(new long[] {time, amount});
    inEvent = Math.min(inEvent + 1, all.size());
  }

  /** When the requests of this event left, the latest first, and no more than so many. */
  long[] latest(int most) {
    long[] times = new long[Math.min(most, inEvent)];
    var latest = all.descendingIterator();
    for (int i = 0; i < times.length; i++) {
      times[i] = latest.next()[0];
    }
    return times;
  }

  void replay(Window.History history) {
    for (long[] rejection : all) {
      history.admitted(rejection[0], rejection[1]);
    }
  }
}
