package dev.ritmo.benchmarks.accidents;

import java.util.List;

/** Which calls come when. */
sealed interface Load {

  /** Callers that take the calls of a batch one after the other. */
  record Batch(int workers, int calls) implements Load {}

  /** Callers that make one call after the other for a time. */
  record Crowd(int workers, long duration) implements Load {}

  /**
   * Calls that come whatever becomes of them, for a time.
   *
   * @param stages in the order of time; the first begins at 0
   * @param maxWait how long each waits at most
   */
  record Stream(List<Stage> stages, long duration, long maxWait) implements Load {

    static final long MINUTE = 60_000_000_000L;

    /** How long it is from one call to the next on average. */
    long interval(long now) {
      long interval = stages.get(0).interval();
      for (Stage stage : stages) {
        interval = stage.from() <= now ? stage.interval() : interval;
      }
      return interval;
    }
  }

  /** From a time on, a call every so often. */
  record Stage(long from, long interval) {}

  /** How long it takes at most; a batch may take for ever. */
  default long duration() {
    return Long.MAX_VALUE;
  }
}
