package dev.ritmo.benchmarks.provider;

import dev.ritmo.benchmarks.provider.Accident.Flow;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** Another program that uses the same account. One that sends many at once insists on them. */
final class Neighbour {

  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

  private final Flow flow;
  private final long seed;
  private final PriorityQueue<Long> again = new PriorityQueue<>();
  private long sent;

  Neighbour(Flow flow, long seed) {
    this.flow = flow;
    this.seed = seed;
  }

  /** When it sends next. */
  long next() {
    long fresh = flow.arrival(seed, sent);
    long first = fresh < flow.to() ? fresh : Accident.NEVER;
    return again.isEmpty() ? first : Math.min(first, again.element());
  }

  /** It has sent that request. */
  void sent(long time, boolean isServed) {
    if (!again.isEmpty() && again.element() == time) {
      again.remove();
    } else {
      sent++;
    }
    if (!isServed && flow.atOnce() > 1 && time + AGAIN < flow.to()) {
      again.add(time + AGAIN);
    }
  }
}
