package dev.ritmo.benchmarks.provider;

import dev.ritmo.benchmarks.provider.Accident.Arrival;
import dev.ritmo.benchmarks.provider.Accident.Flow;
import java.util.List;

/** What a provider knows of its customer. Told of one request at a time, in the order of time. */
public final class Account {

  private final long seed;
  private final Counter[] counters;
  private final Accident[] accidents;
  private final Neighbour[] neighbours;
  private final boolean isPunishing;
  private final long surcharge;
  private double share = 1;
  private long previous = -1;
  private long arrivals;

  /** A new one, of the run of this seed. */
  public Account(Counting counting, List<Accident> accidents, long seed) {
    this.seed = seed;
    this.counters = counting.counters(seed).toArray(new Counter[0]);
    this.accidents = accidents.toArray(new Accident[0]);
    this.neighbours =
        accidents.stream()
            .filter(Flow.class::isInstance)
            .map(flow -> new Neighbour((Flow) flow, seed))
            .toArray(Neighbour[]::new);
    this.isPunishing = counting.isPunishing();
    this.surcharge = counting.surcharge();
  }

  /**
   * Decides on a request.
   *
   * @param amount what the client takes it for
   * @return zero if it is admitted, or about how long until one like it would be
   */
  public long refusal(long now, long amount, long call, int attempt) {
    if (neighbours.length > 0) {
      sendNeighbours(now);
    }
    long charged = amount + surcharge;
    long refusal = accidents.length == 0 ? 0 : byAccident(now, call, attempt);
    boolean isAccident = refusal > 0;
    refusal = Math.max(refusal, byLimits(now, charged));
    if (refusal == 0 || (isPunishing && !isAccident)) {
      count(now, charged);
    }
    previous = now;
    arrivals++;
    return refusal;
  }

  /** How much later than others it answers a request that arrives now. */
  public long delay(long now, long call, int attempt) {
    long delay = 0;
    for (Accident accident : accidents) {
      Arrival arrival = new Arrival(seed, now, previous, arrivals, call, attempt);
      delay = Math.max(delay, accident.delay(arrival));
    }
    return delay;
  }

  /** A request that was admitted has been answered. */
  public void complete() {
    for (Counter counter : counters) {
      counter.complete();
    }
  }

  private long byAccident(long now, long call, int attempt) {
    Arrival arrival = new Arrival(seed, now, previous, arrivals, call, attempt);
    long refusal = 0;
    for (Accident accident : accidents) {
      refusal = Math.max(refusal, accident.refusal(arrival));
    }
    return refusal;
  }

  private long byLimits(long now, long amount) {
    long change = accidents.length == 0 ? Accident.NEVER : rescale(now);
    long refusal = 0;
    for (Counter counter : counters) {
      refusal = Math.max(refusal, counter.refusal(now, amount));
    }
    return refusal == 0 ? 0 : Math.max(1, Math.min(refusal, change - now));
  }

  /** Enforces what the accidents leave of the limits; returns when that changes. */
  private long rescale(long now) {
    double left = 1;
    long change = Accident.NEVER;
    for (Accident accident : accidents) {
      left *= accident.share(now);
      change = Math.min(change, accident.nextChange(now));
    }
    if (left != share) {
      share = left;
      for (Counter counter : counters) {
        counter.scale(share);
      }
    }
    return change;
  }

  private void count(long now, long amount) {
    for (Counter counter : counters) {
      counter.count(now, amount);
    }
  }

  private void sendNeighbours(long now) {
    for (Neighbour next = nextNeighbour(); next.next() <= now; next = nextNeighbour()) {
      long time = next.next();
      boolean isServed = byLimits(time, 1) == 0;
      if (isServed) {
        count(time, 1);
      }
      next.sent(time, isServed);
    }
  }

  private Neighbour nextNeighbour() {
    Neighbour first = neighbours[0];
    for (Neighbour neighbour : neighbours) {
      first = neighbour.next() < first.next() ? neighbour : first;
    }
    return first;
  }
}
