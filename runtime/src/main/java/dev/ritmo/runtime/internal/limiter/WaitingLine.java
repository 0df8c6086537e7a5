package dev.ritmo.runtime.internal.limiter;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of one lane. Not thread-safe: guarded by its limiter.
 *
 * <p>A call is <em>due</em> from its not-before time on; due calls stand by rank, the others in the
 * order of their not-before times, and are passed by until then.
 */
final class WaitingLine {

  private static final SortedSet<Waiter> NOBODY = Collections.emptySortedSet();

  // most limiters never have anybody in some of these
  private SortedSet<Waiter> due = NOBODY;
  private SortedSet<Waiter> later = NOBODY;
  private SortedSet<Waiter> impatient = NOBODY;

  boolean isEmpty() {
    return due.isEmpty() && later.isEmpty();
  }

  int size() {
    return due.size() + later.size();
  }

  void add(Waiter waiter, long now) {
    if (waiter.notBefore > now) {
      later = with(waiter, later, Orders.BY_NOT_BEFORE);
    } else {
      due = with(waiter, due, Orders.BY_RANK);
    }
  }

  private static SortedSet<Waiter> with(
      Waiter waiter, SortedSet<Waiter> others, Comparator<Waiter> order) {
    SortedSet<Waiter> all = others == NOBODY ? new TreeSet<>(order) : others;
    all.add(waiter);
    return all;
  }

  /** Watches when a call, whose turn nobody can foresee, has waited for too long. */
  void watch(Waiter waiter) {
    if (waiter.latest != Timeline.NEVER) {
      impatient = with(waiter, impatient, Orders.BY_LATEST);
    }
  }

  boolean remove(Waiter waiter) {
    takeOut(waiter, impatient);
    return takeOut(waiter, due) || takeOut(waiter, later);
  }

  private static boolean takeOut(Waiter waiter, SortedSet<Waiter> from) {
    return !from.isEmpty() && from.remove(waiter);
  }

  /** Takes the first call into the line whose not-before time has come; null if there is none. */
  @Nullable Waiter advance(long now) {
    if (later.isEmpty() || later.first().notBefore > now) {
      return null;
    }
    Waiter come = later.first();
    later.remove(come);
    due = with(come, due, Orders.BY_RANK);
    return come;
  }

  /** Makes some of those due that are not; whether there were any. */
  boolean release(long now, Predicate<Waiter> which) {
    List<Waiter> released = later.stream().filter(which).toList();
    for (Waiter waiter : released) {
      later.remove(waiter);
      waiter.release(now);
      due = with(waiter, due, Orders.BY_RANK);
    }
    return !released.isEmpty();
  }

  /** The call to be admitted first of those that are due. */
  @Nullable Waiter head() {
    return due.isEmpty() ? null : due.first();
  }

  /** The call that becomes due next. */
  @Nullable Waiter nextDue() {
    return later.isEmpty() ? null : later.first();
  }

  /** The watched call that will first have waited for too long. */
  @Nullable Waiter mostImpatient() {
    return impatient.isEmpty() ? null : impatient.first();
  }

  /** Those that are due, in their order. */
  SortedSet<Waiter> due() {
    return due;
  }

  /** Those that are not due, in the order in which they will be. */
  SortedSet<Waiter> later() {
    return later;
  }
}
