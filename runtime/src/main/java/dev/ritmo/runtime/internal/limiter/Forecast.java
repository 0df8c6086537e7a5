package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When each waiting call has its turn, as things stand, and which calls will miss their deadlines.
 * Not thread-safe: guarded by the limiter.
 *
 * <p>Turns may be pessimistic: after a call leaves or a permit is given back, they may be
 * overestimated until they are computed anew, which happens before a call is refused because of
 * them. They are too early only by as much as admissions have been late, which {@link #isShifted}
 * watches.
 *
 * <p>Invariant: while a call is due there is a {@link #simulation}, in which every due call is
 * placed.
 */
final class Forecast {

  /** Delays of the machine that are not held against a waiting call: 50 ms. */
  private static final long GRACE = 50_000_000;

  private final WaitingOrder order;
  private final Gate gate;
  private @Nullable Simulation simulation;
  private boolean isPessimistic;

  /** At least this much later than computed, every call can go without missing its deadline. */
  private long slack = Timeline.NEVER;

  /**
   * @param gate knows the limits
   */
  Forecast(WaitingOrder order, Gate gate) {
    this.order = order;
    this.gate = gate;
  }

  /**
   * Gives a call that has just been added its turn.
   *
   * @param from the earliest time at which any call is admitted
   * @return calls that will miss their deadlines; they are out of the queue
   */
  List<Waiter> add(long now, Waiter waiter, long from) {
    Simulation future = simulation;
    boolean isLater = waiter.notBefore > now;
    List<Waiter> late = new ArrayList<>();
    if (future != null && isLater && !future.reaches(waiter.notBefore)) {
      future.expect(waiter);
    } else if (future != null && !isLater && future.endsBefore(waiter)) {
      future.startAt(from);
      isPessimistic |=
          future.place(List.of(waiter), placed -> isLate(placed, waiter) && late.add(placed));
    } else {
      return compute(from, waiter);
    }
    future.tryExpected(placed -> isLate(placed, waiter) && late.add(placed));
    if (isPessimistic && !late.isEmpty()) {
      return compute(from, waiter);
    }
    remove(late, future);
    return late;
  }

  /**
   * Computes all turns anew.
   *
   * @param from the earliest time at which any call is admitted
   * @param arriving the call that has not waited yet; null if there is none
   * @return calls that will miss their deadlines; they are out of the queue
   */
  List<Waiter> compute(long from, @Nullable Waiter arriving) {
    Simulation future = new Simulation(gate.forecast(), from, order.later());
    List<Waiter> late = new ArrayList<>();
    slack = Timeline.NEVER;
    isPessimistic =
        future.place(order.due(), waiter -> isLate(waiter, arriving) && late.add(waiter));
    future.tryExpected(waiter -> isLate(waiter, arriving) && late.add(waiter));
    remove(late, future);
    simulation = future;
    return late;
  }

  private boolean isLate(Waiter waiter, @Nullable Waiter arriving) {
    long grace = waiter == arriving ? 0 : GRACE;
    boolean isLate = waiter.turn > Timeline.after(waiter.latest, grace);
    if (!isLate) {
      slack = Math.min(slack, Timeline.after(waiter.latest, GRACE) - waiter.turn);
    }
    return isLate;
  }

  /** Whether a call may miss its deadline if all go this much later than computed. */
  boolean isShifted(long lateness) {
    return lateness > slack;
  }

  private void remove(List<Waiter> late, Simulation future) {
    for (Waiter waiter : late) {
      order.remove(waiter);
      boolean unused = future.forget(waiter);
    }
  }

  /** A call has come due: whether turns were computed without it in view, or may be too late. */
  boolean needsPlaceFor(Waiter due) {
    return simulation == null || simulation.forget(due) || isPessimistic;
  }

  /** A call has left without having been admitted. */
  void left(Waiter waiter) {
    if (order.isEmpty()) {
      simulation = null;
    } else if (simulation != null && !simulation.forget(waiter)) {
      isPessimistic = true;
    }
  }

  /** Turns may come earlier than was computed. */
  void mayBeEarlier() {
    isPessimistic = true;
  }

  /** When a call has its turn that arrives now and goes after all that are due. */
  long startsAt(long now, Weights weights) {
    Simulation future = simulation;
    return future == null
        ? Timeline.NEVER
        : future.limits.earliest(Math.max(now, future.last), weights);
  }

  /** No call waits any more. */
  void clear() {
    simulation = null;
  }

  /**
   * What the limits will hold when every placed call has been admitted. Gives turns in the order of
   * admission, on a copy of the limits; slots do not count, as it cannot be known when they will be
   * free.
   *
   * <p>Calls that are not due yet are placed if they become due before the last turn that has been
   * given; the others are expected, until a turn is given beyond that.
   */
  private static final class Simulation {

    private final LimitSet limits;
    private final TreeSet<Waiter> expected = new TreeSet<>(WaitingOrder.BY_NOT_BEFORE);
    private final TreeSet<Waiter> standing = new TreeSet<>(WaitingOrder.BY_RANK);
    private long last;
    private @Nullable Limit binding;
    private long highestRank = Long.MIN_VALUE;

    /**
     * @param limits a copy of them as they are now
     * @param from the earliest time at which any call is admitted
     * @param later calls that are not due yet
     */
    Simulation(LimitSet limits, long from, Collection<Waiter> later) {
      this.limits = limits;
      this.last = from;
      expected.addAll(later);
    }

    /** Whether a call that becomes due then may go before the last that was given a turn. */
    boolean reaches(long notBefore) {
      return notBefore <= last;
    }

    /** Whether a due call goes after every call that was placed. */
    boolean endsBefore(Waiter waiter) {
      return waiter.rank() > highestRank;
    }

    void expect(Waiter waiter) {
      expected.add(waiter);
    }

    /** Removes a call that is not placed yet; false if it is. */
    boolean forget(Waiter waiter) {
      return expected.remove(waiter);
    }

    /** Gives no turn before this time. */
    void startAt(long time) {
      last = Math.max(last, time);
    }

    /**
     * Places calls that are due, and calls that become due before the last of these goes.
     *
     * @param isLate whether a call is refused at its turn, and so takes nothing; asked once for
     *     each
     * @return whether a call was refused, and calls were placed that had been expected: without the
     *     refused one, some of them might go earlier
     */
    boolean place(Collection<Waiter> calls, Predicate<Waiter> isLate) {
      standing.addAll(calls);
      boolean hasLate = false;
      int before = expected.size();
      while (!standing.isEmpty()) {
        long start = last;
        Limit startBinding = binding;
        List<Waiter> come = new ArrayList<>(0);
        Waiter first = next(come);
        if (isLate.test(first)) {
          hasLate = true;
          last = start; // calls behind it may need less, and go before
          binding = startBinding;
          come.remove(first);
          standing.removeAll(come);
          expected.addAll(come);
        } else {
          limits.admit(last, last, first.weights);
          highestRank = Math.max(highestRank, first.rank());
        }
      }
      return hasLate && expected.size() < before;
    }

    /**
     * Gives expected calls their turns as well, as if no other call came, and leaves everything as
     * it was.
     *
     * @param isLate as for {@link #place}
     */
    void tryExpected(Predicate<Waiter> isLate) {
      if (expected.isEmpty()) {
        return;
      }
      Simulation attempt = new Simulation(limits.forecast(), last, expected);
      attempt.binding = binding;
      while (!attempt.expected.isEmpty()) {
        Waiter first = attempt.expected.pollFirst();
        attempt.last = Math.max(attempt.last, first.notBefore);
        boolean unused = attempt.place(List.of(first), isLate);
      }
    }

    /**
     * Gives the next turn to the standing call that it belongs to.
     *
     * @param come collects calls that have become due for this
     */
    private Waiter next(List<Waiter> come) {
      while (true) {
        Waiter first = standing.first();
        long turn = limits.earliest(last, first.weights);
        Limit inTheWay = limits.binding(last, first.weights);
        binding = inTheWay == null ? binding : inTheWay;
        if (!isOvertaken(first, turn, come)) {
          last = turn;
          first.turn = turn;
          first.binding = binding;
          standing.remove(first);
          return first;
        }
      }
    }

    /**
     * Moves calls that become due by {@code turn} into the standing set. Stops, and returns true,
     * as soon as one outranks {@code first}.
     */
    private boolean isOvertaken(Waiter first, long turn, List<Waiter> come) {
      while (!expected.isEmpty() && expected.first().notBefore <= turn) {
        Waiter due = expected.pollFirst();
        come.add(due);
        standing.add(due);
        if (standing.first() != first) {
          last = Math.max(last, due.notBefore);
          return true;
        }
      }
      return false;
    }
  }
}
