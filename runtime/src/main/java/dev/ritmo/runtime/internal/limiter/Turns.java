package dev.ritmo.runtime.internal.limiter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When everybody in a line has their turn, as things stand, and who is doomed because it comes too
 * late. Not thread-safe: guarded by its limiter.
 *
 * <p>Invariant: while somebody is due there is a {@link #projection}, in which everybody due is
 * placed. After somebody has left or given back it is too late, until it matters; never too early.
 */
final class Turns {

  /** Lateness of the machine that is not held against a call that waits. */
  private static final long GRACE = 50_000_000;

  private final WaitingLine line;
  private final Admissions admissions;
  private @Nullable Projection projection;
  private boolean isPessimistic;

  /** How much later than computed everybody can go and nobody is doomed; at least as long. */
  private long slack = Timeline.NEVER;

  Turns(WaitingLine line, Admissions admissions) {
    this.line = line;
    this.admissions = admissions;
  }

  /**
   * Gives a call that has just been added its turn.
   *
   * @param from the earliest time at which anybody is admitted
   * @return those that are doomed, and out of the line
   */
  List<Waiter> add(Waiter waiter, long now, long from) {
    Projection future = projection;
    boolean isLater = waiter.notBefore > now;
    List<Waiter> doomed = new ArrayList<>();
    if (future != null && isLater && !future.reaches(waiter.notBefore)) {
      future.expect(waiter);
    } else if (future != null && !isLater && future.endsBefore(waiter)) {
      future.startAt(from);
      isPessimistic |=
          future.place(List.of(waiter), placed -> isDoomed(placed, waiter) && doomed.add(placed));
    } else {
      return compute(from, waiter);
    }
    future.tryExpected(placed -> isDoomed(placed, waiter) && doomed.add(placed));
    if (isPessimistic && !doomed.isEmpty()) {
      return compute(from, waiter);
    }
    takeOut(doomed, future);
    return doomed;
  }

  /**
   * Computes all turns anew.
   *
   * @param from the earliest time at which anybody is admitted
   * @param arriving the call that has not waited yet, if there is one
   * @return those that are doomed, and out of the line
   */
  List<Waiter> compute(long from, @Nullable Waiter arriving) {
    Projection future = new Projection(admissions.windows(), from, line.later());
    List<Waiter> doomed = new ArrayList<>();
    slack = Timeline.NEVER;
    isPessimistic =
        future.place(line.due(), waiter -> isDoomed(waiter, arriving) && doomed.add(waiter));
    future.tryExpected(waiter -> isDoomed(waiter, arriving) && doomed.add(waiter));
    takeOut(doomed, future);
    projection = future;
    return doomed;
  }

  private boolean isDoomed(Waiter waiter, @Nullable Waiter arriving) {
    long grace = waiter == arriving ? 0 : GRACE;
    boolean isDoomed = waiter.turn > Timeline.after(waiter.latest, grace);
    if (!isDoomed) {
      slack = Math.min(slack, Timeline.after(waiter.latest, GRACE) - waiter.turn);
    }
    return isDoomed;
  }

  /** Whether somebody may be doomed if everybody goes so much later than computed. */
  boolean isTooLate(long lateness) {
    return lateness > slack;
  }

  private void takeOut(List<Waiter> doomed, Projection future) {
    for (Waiter waiter : doomed) {
      line.remove(waiter);
      boolean unused = future.forget(waiter);
    }
  }

  /** A call has come due: whether its turn has not been given with that in view, or is in doubt. */
  boolean needsPlaceFor(Waiter due) {
    return projection == null || projection.forget(due) || isPessimistic;
  }

  /** A call has left without having been admitted. */
  void left(Waiter waiter) {
    if (line.isEmpty()) {
      projection = null;
    } else if (projection != null && !projection.forget(waiter)) {
      isPessimistic = true;
    }
  }

  /** Turns may come earlier than was computed. */
  void mayBeEarlier() {
    isPessimistic = true;
  }

  /** Nobody waits. */
  void clear() {
    projection = null;
  }
}
