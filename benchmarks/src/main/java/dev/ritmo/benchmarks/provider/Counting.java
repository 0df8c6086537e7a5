package dev.ritmo.benchmarks.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * How a provider counts.
 *
 * @param makers of its counters, all of which must admit a request
 * @param isPunishing whether rejected requests count as well
 * @param surcharge what it takes for each request beyond what the client knows of
 * @param countsRunning whether it has to be told when it has answered a request
 */
public record Counting(
    List<Maker> makers, boolean isPunishing, long surcharge, boolean countsRunning) {

  /** Makes a counter whose windows, if it has any, start at this share of a period. */
  @FunctionalInterface
  public interface Maker {
    /** Makes a new one. */
    Counter make(double phase);
  }

  private static Counting of(Maker maker) {
    return new Counting(List.of(maker), false, 0, false);
  }

  /** In any window. */
  public static Counting sliding(int limit, long period) {
    return of(phase -> new SlidingCounter(limit, period));
  }

  /** In windows that follow each other. */
  public static Counting fixed(int limit, long period) {
    return of(phase -> new FixedCounter(limit, period, (long) (phase * period)));
  }

  /** A bucket that starts full and is refilled evenly. */
  public static Counting bucket(long limit, long period) {
    return of(phase -> new BucketCounter(limit, period));
  }

  /** In fixed windows of a part of the period, with that part of the limit each. */
  public static Counting quantised(int limit, long period, int slices) {
    return fixed(limit / slices, period / slices);
  }

  /** So many at a time. */
  public static Counting concurrent(int limit) {
    return new Counting(List.of(phase -> new ConcurrencyCounter(limit)), false, 0, true);
  }

  /** Rejected requests count as well. */
  public Counting punishing() {
    return new Counting(makers, true, surcharge, countsRunning);
  }

  /** What a client that foresees everything meets, as it is never rejected. */
  public Counting forgiving() {
    return new Counting(makers, false, surcharge, countsRunning);
  }

  /** Each request takes so much more than the client knows of. */
  public Counting surcharge(long amount) {
    return new Counting(makers, isPunishing, amount, countsRunning);
  }

  /** What both admit. */
  public Counting and(Counting other) {
    List<Maker> all = new ArrayList<>(makers);
    all.addAll(other.makers);
    return new Counting(
        List.copyOf(all),
        isPunishing || other.isPunishing,
        Math.max(surcharge, other.surcharge),
        countsRunning || other.countsRunning);
  }

  List<Counter> counters(long seed) {
    List<Counter> counters = new ArrayList<>();
    for (int i = 0; i < makers.size(); i++) {
      counters.add(makers.get(i).make(Chance.uniform(seed, Chance.PHASE, i, 0)));
    }
    return counters;
  }
}
