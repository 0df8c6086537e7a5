package dev.ritmo.runtime.internal.limiter;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of one lane. Not thread-safe: guarded by its limiter.
 *
 * <p>A call is <em>due</em> from its not-before time on; due calls stand by rank, the others in the
 * order of their not-before times, and are passed by until then.
 */
final class WaitingLine {

  static final Comparator<Waiter> BY_RANK =
      Comparator.comparingLong((Waiter waiter) -> waiter.rank)
          .thenComparingLong(waiter -> waiter.arrival);
  static final Comparator<Waiter> BY_NOT_BEFORE =
      Comparator.comparingLong((Waiter waiter) -> waiter.notBefore).thenComparing(BY_RANK);
  private static final Comparator<Waiter> BY_LATEST =
      Comparator.comparingLong((Waiter waiter) -> waiter.latest).thenComparing(BY_RANK);

  private final TreeSet<Waiter> due = new TreeSet<>(BY_RANK);
  private final TreeSet<Waiter> later = new TreeSet<>(BY_NOT_BEFORE);
  private final TreeSet<Waiter> impatient = new TreeSet<>(BY_LATEST);

  boolean isEmpty() {
    return due.isEmpty() && later.isEmpty();
  }

  int size() {
    return due.size() + later.size();
  }

  void add(Waiter waiter, long now) {
    (waiter.notBefore > now ? later : due).add(waiter);
  }

  /** Watches when a call, whose turn nobody can foresee, has waited for too long. */
  void watch(Waiter waiter) {
    if (waiter.latest != Timeline.NEVER) {
      impatient.add(waiter);
    }
  }

  boolean remove(Waiter waiter) {
    impatient.remove(waiter);
    return due.remove(waiter) || later.remove(waiter);
  }

  /** Takes the first call into the line whose not-before time has come; null if there is none. */
  @Nullable Waiter advance(long now) {
    if (later.isEmpty() || later.first().notBefore > now) {
      return null;
    }
    Waiter come = later.pollFirst();
    due.add(come);
    return come;
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
