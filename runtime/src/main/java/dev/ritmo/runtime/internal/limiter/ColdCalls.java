package dev.ritmo.runtime.internal.limiter;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls that were admitted while connections were being made, and from when each counts unless it
 * ends before. Not thread-safe: guarded by its limiter.
 */
final class ColdCalls {

  /** More than are ever on their way within the few seconds that this takes. */
  private static final int MOST = 4096;

  private final Watch watch;
  private final Map<Long, Long> fromByArrival = new LinkedHashMap<>();

  ColdCalls(Watch watch) {
    this.watch = watch;
  }

  void add(long arrival, long from) {
    if (fromByArrival.size() == MOST) {
      var oldest = fromByArrival.entrySet().iterator();
      oldest.next();
      oldest.remove();
    } else {
      watch.add();
    }
    fromByArrival.put(arrival, from);
  }

  /** From when a call counts that was admitted at this time. */
  long from(long arrival, long admitted) {
    return fromByArrival.getOrDefault(arrival, admitted);
  }

  /** The call has ended, or was given back. */
  void remove(long arrival) {
    if (fromByArrival.remove(arrival) != null) {
      watch.remove();
    }
  }

  /** Forgets calls that count by now; only what is given back or settled could want to know. */
  void forgetUntil(long now) {
    var oldest = fromByArrival.entrySet().iterator();
    while (oldest.hasNext() && oldest.next().getValue() <= now) {
      oldest.remove();
      watch.remove();
    }
  }
}
