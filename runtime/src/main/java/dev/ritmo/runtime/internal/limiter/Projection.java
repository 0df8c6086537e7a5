package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Windows;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the windows will hold when everybody who has been placed has been admitted. Gives turns in
 * the order of admission, on a copy of the windows; slots do not count, as nobody knows when they
 * will be free. Not thread-safe.
 *
 * <p>Those that are not due yet are placed as far as they come due before the last turn that has
 * been given; the others are expected, until a turn is given beyond that.
 */
final class Projection {

  private final Windows windows;
  private final TreeSet<Waiter> expected = new TreeSet<>(Orders.BY_NOT_BEFORE);
  private final TreeSet<Waiter> standing = new TreeSet<>(Orders.BY_RANK);
  private long last;
  private @Nullable Limit binding;
  private long highestRank = Long.MIN_VALUE;

  /**
   * @param windows as they are now
   * @param from the earliest time at which anybody is admitted
   * @param later those who are not due yet
   */
  Projection(Windows windows, long from, Collection<Waiter> later) {
    this.windows = windows.copy();
    this.last = from;
    expected.addAll(later);
  }

  /** Whether whoever comes due then may go before the last who has been given a turn. */
  boolean reaches(long notBefore) {
    return notBefore <= last;
  }

  /** Whether a call that is due goes after everybody who has been placed. */
  boolean endsBefore(Waiter waiter) {
    return waiter.rank() > highestRank;
  }

  /** Whether those behind it do not know of it yet. */
  boolean expects(Waiter waiter) {
    return expected.contains(waiter);
  }

  void expect(Waiter waiter) {
    expected.add(waiter);
  }

  /** Takes out a call that is not placed yet; false if it is. */
  boolean forget(Waiter waiter) {
    return expected.remove(waiter);
  }

  /** Gives nobody a turn before this time. */
  void startAt(long time) {
    last = Math.max(last, time);
  }

  /**
   * Places calls that are due, and those that come due before the last of them goes.
   *
   * @param isDoomed whether a call is refused at its turn, and so takes nothing; asked once each
   * @return whether turns may be too late, as calls were placed to find out that another is doomed
   */
  boolean place(Collection<Waiter> calls, Predicate<Waiter> isDoomed) {
    standing.addAll(calls);
    boolean hasDoomed = false;
    int before = expected.size();
    while (!standing.isEmpty()) {
      long start = last;
      Limit startBinding = binding;
      List<Waiter> come = new ArrayList<>(0);
      Waiter first = next(come);
      if (isDoomed.test(first)) {
        hasDoomed = true;
        last = start; // those behind it may need less, and go before
        binding = startBinding;
        come.remove(first);
        standing.removeAll(come);
        expected.addAll(come);
      } else {
        windows.admit(last, last, first.weights);
        highestRank = Math.max(highestRank, first.rank());
      }
    }
    return hasDoomed && expected.size() < before;
  }

  /**
   * Gives those who are expected their turns as well, as if nobody else came, and leaves everything
   * as it was.
   *
   * @param isDoomed as for {@link #place}
   */
  void tryExpected(Predicate<Waiter> isDoomed) {
    Projection attempt = new Projection(windows, last, expected);
    attempt.binding = binding;
    while (!attempt.expected.isEmpty()) {
      Waiter first = attempt.expected.pollFirst();
      attempt.last = Math.max(attempt.last, first.notBefore);
      boolean unused = attempt.place(List.of(first), isDoomed);
    }
  }

  /**
   * Gives the next turn to whom it belongs of those who stand.
   *
   * @param come takes those who have come due for this
   */
  private Waiter next(List<Waiter> come) {
    while (true) {
      Waiter first = standing.first();
      long turn = windows.earliest(last, first.weights);
      Limit inTheWay = windows.binding(last, first.weights);
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
   * Lets those stand that come due up to a turn, until one of them goes before whose turn it is.
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
