package dev.ritmo.console;

import dev.ritmo.runtime.LimiterSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last samples of one limiter. Not thread-safe. */
final class History {

  /** Samples that are kept: five minutes of them. */
  static final int LENGTH = 300;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private LimiterSnapshot last;
  private long lastActive;

  History(long second, LimiterSnapshot first) {
    this.last = first;
    this.lastActive = second;
  }

  /** Adds what has happened since the last time. */
  void add(long second, LimiterSnapshot now) {
    Sample sample = new Sample(second, last, now);
    last = now;
    if (samples.size() == LENGTH) {
      samples.removeFirst();
    }
    samples.addLast(sample);
    if (sample.isActive()) {
      lastActive = second;
    }
  }

  /** The second in which it was active last, or in which the history began. */
  long lastActive() {
    return lastActive;
  }

  /** The samples, the oldest first. */
  List<Sample> samples() {
    return new ArrayList<>(samples);
  }
}
