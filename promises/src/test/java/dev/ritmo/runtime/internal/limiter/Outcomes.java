package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of calls, in a form that can be compared. */
final class Outcomes {

  private final Map<Integer, List<String>> byCall = new TreeMap<>();
  private final List<Integer> order = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  synchronized void admitted(int call, long time) {
    order.add(call);
    times.add(time);
    note(call, "admitted at " + time);
  }

  synchronized void refused(int call, long time, @Nullable Limit limit, long retryAfter) {
    note(call, "refused at %d by %s for %d".formatted(time, limit, retryAfter));
  }

  synchronized void left(int call, long time) {
    note(call, "left at " + time);
  }

  /** Calls in the order of their admission; for threads, the order in which they noticed. */
  synchronized List<Integer> order() {
    return List.copyOf(order);
  }

  /** The times of admission, in that order. */
  synchronized long[] times() {
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private void note(int call, String what) {
    byCall.computeIfAbsent(call, key -> new ArrayList<>()).add(what);
  }

  @Override
  public synchronized String toString() {
    return byCall.toString().replace("], ", "]\n");
  }
}
