package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The windows of one limit beside a naive log of the same deeds. */
final class WindowUnderTest {

  private final Dimension dimension;
  private final List<Reservation> open = new ArrayList<>();
  private Limit limit;
  private Windows windows;
  private NaiveWindow log;
  private long now;
  private int reservations;
  private boolean hasForgotten;
  private boolean isSimple = true;

  WindowUnderTest(Limit limit) {
    this.limit = limit;
    dimension = limit.dimension();
    windows = new Windows(List.of(limit), false, Inference.Factory.NONE);
    log = new NaiveWindow(limit.amount(), length(limit));
  }

  private static long length(Limit limit) {
    return limit.periodNanos() + Windows.margin(limit);
  }

  void take(Deed deed) {
    now += deed.after();
    if (deed instanceof Deed.Reserve reserve) {
      reserve(reserve);
    } else if (deed instanceof Deed.Settle settle && dimension != Dimension.CALLS) {
      settle(settle);
    } else if (deed instanceof Deed.GiveBack giveBack && !open.isEmpty()) {
      Reservation given = open.remove(giveBack.pick() % open.size());
      windows.giveBack(now, given.time, given.time, weights(given.amount));
      log.giveBack(now, given.id, given.amount);
    } else if (deed instanceof Deed.Change change) {
      change(change);
    }
  }

  private void reserve(Deed.Reserve reserve) {
    long time = windows.earliest(now, weights(reserve.amount()));
    if (!reserve.takes()) {
      return;
    }
    now = time;
    long amount = reserve.amount();
    if (dimension == Dimension.CALLS) {
      amount = Math.min(amount, limit.amount()); // a limiter refuses what is larger
    }
    windows.admit(now, now, weights(amount));
    log.admit(now, amount, reservations);
    open.add(new Reservation(reservations++, now, amount));
  }

  private void settle(Deed.Settle settle) {
    if (open.isEmpty()) {
      return;
    }
    Reservation settled = open.remove(settle.pick() % open.size());
    long used = settled.amount * settle.percent() / 100;
    windows.settle(now, settled.time, settled.time, dimension, settled.amount, used);
    if (used < settled.amount) {
      log.giveBack(now, settled.id, settled.amount - used);
    } else {
      isSimple &= used == settled.amount;
      log.charge(now, used - settled.amount, settled.id);
    }
  }

  private void change(Deed.Change change) {
    long period = limit.periodNanos() * change.percentOfPeriod() / 100;
    long amount =
        dimension == Dimension.CALLS ? Math.min(change.limit(), Integer.MAX_VALUE) : change.limit();
    boolean isFewerCalls = dimension == Dimension.CALLS && amount < limit.amount();
    hasForgotten |= isFewerCalls || change.percentOfPeriod() > 100;
    isSimple = false;
    limit = new Limit(dimension, amount, amount, period, TimeUnit.NANOSECONDS);
    Windows changed = new Windows(List.of(limit), false, Inference.Factory.NONE);
    changed.restore(now, windows);
    windows = changed;
    log = log.under(amount, length(limit), now);
  }

  /** Whether nothing was overused, and no limit changed. */
  boolean isSimple() {
    return isSimple;
  }

  /** How much later than in the log so much fits. */
  long lateness(long amount) {
    return windows.earliest(now, weights(amount)) - log.earliest(now, amount);
  }

  /** As the log says; later where a longer period asks for what has been forgotten. */
  void requireExact(Deed deed) {
    for (long amount : new long[] {0, 1, limit.amount() / 2, limit.amount(), limit.amount() + 7}) {
      if (amount > 0 && hasForgotten) {
        assertWithMessage("%s after %s", amount, deed).that(lateness(amount)).isAtLeast(0);
      } else if (amount > 0) {
        assertWithMessage("%s after %s at %s under %s", amount, deed, now, limit)
            .that(windows.earliest(now, weights(amount)))
            .isEqualTo(log.earliest(now, amount));
      }
    }
    if (!hasForgotten) {
      long expected = log.used(now);
      long most = dimension == Dimension.CALLS ? limit.amount() : Long.MAX_VALUE;
      assertWithMessage("used after %s", deed).that(used(now)).isEqualTo(Math.min(expected, most));
    }
    windows.earliest(now + limit.periodNanos(), weights(1));
    windows.binding(now + 1, weights(limit.amount()));
  }

  private long used(long at) {
    long[] used = new long[1];
    windows.report(at, use -> used[0] = use.used());
    return used[0];
  }

  private Weights weights(long amount) {
    return dimension == Dimension.CALLS
        ? new Weights(amount, 0, 0, 0)
        : new Weights(1, amount, 0, 0);
  }

  private record Reservation(int id, long time, long amount) {}
}
