package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of one lane in their order. A call is <em>due</em> from its not-before time on.
 * Due calls stand by rank; the others stand by their not-before times, and due calls pass them. Not
 * thread-safe: guarded by the limiter.
 */
final class WaitingOrder {

  /** The order of due calls. */
  static final Comparator<Waiter> BY_RANK =
      Comparator.comparingLong((Waiter waiter) -> waiter.rank())
          .thenComparingLong(waiter -> waiter.arrival);

  /** The order of calls that are not due. */
  static final Comparator<Waiter> BY_NOT_BEFORE =
      Comparator.comparingLong((Waiter waiter) -> waiter.notBefore).thenComparing(BY_RANK);

  private static final Comparator<Waiter> BY_LATEST =
      Comparator.comparingLong((Waiter waiter) -> waiter.latest).thenComparing(BY_RANK);

  private static final SortedSet<Waiter> NONE = Collections.emptySortedSet();

  // in most limiters some of these are always empty
  private SortedSet<Waiter> due = NONE;
  private SortedSet<Waiter> later = NONE;
  private SortedSet<Waiter> timingOut = NONE;

  /** Of {@link #due} and {@link #later}. */
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(long now, Waiter waiter) {
    size++;
    if (waiter.notBefore > now) {
      later = with(waiter, later, BY_NOT_BEFORE);
    } else {
      due = with(waiter, due, BY_RANK);
    }
  }

  private static SortedSet<Waiter> with(
      Waiter waiter, SortedSet<Waiter> others, Comparator<Waiter> order) {
    SortedSet<Waiter> all = others == NONE ? new TreeSet<>(order) : others;
    all.add(waiter);
    return all;
  }

  /** Watches when a call times out whose turn cannot be computed. */
  void watchTimeout(Waiter waiter) {
    if (waiter.latest != Timeline.NEVER) {
      timingOut = with(waiter, timingOut, BY_LATEST);
    }
  }

  /** Removes a call; false if it does not wait. */
  boolean remove(Waiter waiter) {
    boolean unused = removeFrom(timingOut, waiter);
    boolean waited = removeFrom(due, waiter) || removeFrom(later, waiter);
    size -= waited ? 1 : 0;
    return waited;
  }

  private static boolean removeFrom(SortedSet<Waiter> calls, Waiter waiter) {
    return !calls.isEmpty() && calls.remove(waiter);
  }

  /** Makes the first call due whose not-before time has come, and returns it; null if none has. */
  @Nullable Waiter advance(long now) {
    if (later.isEmpty() || later.first().notBefore > now) {
      return null;
    }
    Waiter come = later.first();
    later.remove(come);
    due = with(come, due, BY_RANK);
    return come;
  }

  /** Makes those of the calls due that are not, and returns them. */
  List<Waiter> release(long now, Predicate<Waiter> which) {
    List<Waiter> released = later.stream().filter(which).toList();
    for (Waiter waiter : released) {
      later.remove(waiter);
      waiter.release(now);
      due = with(waiter, due, BY_RANK);
    }
    return released;
  }

  /** The due call to be admitted first; null if none is due. */
  @Nullable Waiter head() {
    return due.isEmpty() ? null : due.first();
  }

  /** The call that becomes due next; null if all are due. */
  @Nullable Waiter nextDue() {
    return later.isEmpty() ? null : later.first();
  }

  /** The watched call that times out first; null if none is watched. */
  @Nullable Waiter firstToTimeOut() {
    return timingOut.isEmpty() ? null : timingOut.first();
  }

  /** Calls that are due, in their order. */
  SortedSet<Waiter> due() {
    return due;
  }

  /** Calls that are not due, in the order in which they will be. */
  SortedSet<Waiter> later() {
    return later;
  }
}
