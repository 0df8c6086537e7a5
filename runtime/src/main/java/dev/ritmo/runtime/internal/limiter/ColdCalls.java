package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Watch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The calls of a limiter that were admitted while connections were being made, and from when each
 * counts unless it ends before. Not thread-safe: guarded by the limiter.
 *
 * <p>Invariant: {@link #watch} has one reason for each call.
 */
final class ColdCalls {

  /** More than are ever on their way within the few seconds that this takes. */
  private static final int MOST = 4096;

  private final Watch watch;
  private Map<Long, Long> fromByArrival = Map.of(); // a warm limiter has none

  ColdCalls(Watch watch) {
    this.watch = watch;
  }

  void add(long from, long arrival) {
    if (fromByArrival.isEmpty()) {
      fromByArrival = new LinkedHashMap<>();
    }
    if (fromByArrival.size() == MOST) {
      var oldest = fromByArrival.entrySet().iterator();
      oldest.next();
      oldest.remove();
    } else {
      watch.add();
    }
    fromByArrival.put(arrival, from);
  }

  boolean areNone() {
    return fromByArrival.isEmpty();
  }

  /** When a call left that was admitted at this time, and from when it counts. */
  CallTimes times(long arrival, long admitted) {
    Long from = fromByArrival.isEmpty() ? null : fromByArrival.get(arrival);
    return new CallTimes(admitted, from == null ? admitted : from);
  }

  /** A call has ended, or was given back. */
  void remove(long arrival) {
    if (!fromByArrival.isEmpty() && fromByArrival.remove(arrival) != null) {
      watch.remove();
    }
  }

  /** Forgets calls that count by now: their times matter only if they are given back or settled. */
  void forgetUntil(long now) {
    var oldest = fromByArrival.entrySet().iterator();
    while (oldest.hasNext() && oldest.next().getValue() <= now) {
      oldest.remove();
      watch.remove();
    }
  }
}
