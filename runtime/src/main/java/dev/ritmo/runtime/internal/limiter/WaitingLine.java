package dev.ritmo.runtime.internal.limiter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of one limiter. Not thread-safe: guarded by its limiter.
 *
 * <p>A call is <em>due</em> from its not-before time on; due calls stand in the order of first
 * arrival, the others in the order of their not-before times, and are passed by until then.
 */
final class WaitingLine {

  private static final Comparator<Waiter> BY_ARRIVAL =
      Comparator.comparingLong((Waiter waiter) -> waiter.arrival);

  private final TreeSet<Waiter> due = new TreeSet<>(BY_ARRIVAL);
  private final TreeSet<Waiter> later =
      new TreeSet<>(
          Comparator.comparingLong((Waiter waiter) -> waiter.notBefore).thenComparing(BY_ARRIVAL));

  boolean isEmpty() {
    return due.isEmpty() && later.isEmpty();
  }

  int size() {
    return due.size() + later.size();
  }

  /** Adds a call; true if it stands behind all others, so that none of their turns moves. */
  boolean add(Waiter waiter, long now) {
    if (waiter.notBefore > now) {
      later.add(waiter);
      return false;
    }
    due.add(waiter);
    return later.isEmpty() && due.last() == waiter;
  }

  boolean remove(Waiter waiter) {
    return due.remove(waiter) || later.remove(waiter);
  }

  /** Takes into the line whose not-before time has come. */
  void advance(long now) {
    while (!later.isEmpty() && later.first().notBefore <= now) {
      due.add(later.pollFirst());
    }
  }

  /** The call to be admitted first of those that are due. */
  @Nullable Waiter head() {
    return due.isEmpty() ? null : due.first();
  }

  /** The call that becomes due next. */
  @Nullable Waiter nextDue() {
    return later.isEmpty() ? null : later.first();
  }

  /**
   * Computes the turn of every call, in the order of admission. A call that is doomed at its turn
   * does not count for those behind it.
   *
   * @return the doomed, still in the line
   */
  List<Waiter> project(Projection projection, Predicate<Waiter> isDoomed) {
    List<Waiter> doomed = new ArrayList<>();
    TreeSet<Waiter> standing = new TreeSet<>(due);
    Iterator<Waiter> coming = later.iterator();
    Waiter next = coming.hasNext() ? coming.next() : null;
    while (!standing.isEmpty() || next != null) {
      long notBefore = standing.isEmpty() && next != null ? next.notBefore : 0;
      long turn = projection.turn(notBefore);
      while (next != null && next.notBefore <= turn) {
        standing.add(next);
        next = coming.hasNext() ? coming.next() : null;
      }
      Waiter first = standing.pollFirst();
      if (first == null) {
        continue;
      }
      projection.give(first);
      if (isDoomed.test(first)) {
        doomed.add(first);
      } else {
        projection.admit();
      }
    }
    return doomed;
  }
}
