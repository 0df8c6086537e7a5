package dev.ritmo.runtime.internal.limiter;

import java.util.Comparator;

/** The orders in which calls wait; none is needed before the first does. */
final class Orders {

  static final Comparator<Waiter> BY_RANK =
      Comparator.comparingLong((Waiter waiter) -> waiter.rank())
          .thenComparingLong(waiter -> waiter.arrival);

  static final Comparator<Waiter> BY_NOT_BEFORE =
      Comparator.comparingLong((Waiter waiter) -> waiter.notBefore).thenComparing(BY_RANK);

  static final Comparator<Waiter> BY_LATEST =
      Comparator.comparingLong((Waiter waiter) -> waiter.latest).thenComparing(BY_RANK);

  private Orders() {}
}
