package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The windows of one limit beside a naive log of the same events. */
final class WindowUnderTest {

  private final Dimension dimension;
  private final List<Reservation> open = new ArrayList<>();
  private Limit limit;
  private LimitSet windows;
  private NaiveWindow log;
  private long now;
  private int reservations;
  private boolean hasForgotten;
  private boolean isSimple = true;

  WindowUnderTest(Limit limit) {
    this.limit = limit;
    dimension = limit.dimension();
    windows = new LimitSet(List.of(limit), false, Inference.Factory.NONE, new Watch());
    log = new NaiveWindow(limit.amount(), length(limit));
  }

  private static long length(Limit limit) {
    return limit.periodNanos() + LimitSet.margin(limit);
  }

  void take(WindowEvent event) {
    now += event.after();
    if (event instanceof WindowEvent.Reserve reserve) {
      reserve(reserve);
    } else if (event instanceof WindowEvent.Settle settle && dimension != Dimension.CALLS) {
      settle(settle);
    } else if (event instanceof WindowEvent.GiveBack giveBack && !open.isEmpty()) {
      Reservation given = open.remove(giveBack.pick() % open.size());
      windows.giveBack(now, new CallTimes(given.time, given.time), weights(given.amount));
      log.giveBack(now, given.id, given.amount);
    } else if (event instanceof WindowEvent.Change change) {
      change(change);
    }
  }

  private void reserve(WindowEvent.Reserve reserve) {
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

  private void settle(WindowEvent.Settle settle) {
    if (open.isEmpty()) {
      return;
    }
    Reservation settled = open.remove(settle.pick() % open.size());
    long used = settled.amount * settle.percent() / 100;
    windows.settle(now, new CallTimes(settled.time, settled.time), dimension, settled.amount, used);
    if (used < settled.amount) {
      log.giveBack(now, settled.id, settled.amount - used);
    } else {
      isSimple &= used == settled.amount;
      log.charge(now, used - settled.amount, settled.id);
    }
  }

  private void change(WindowEvent.Change change) {
    long period = limit.periodNanos() * change.percentOfPeriod() / 100;
    long amount =
        dimension == Dimension.CALLS ? Math.min(change.limit(), Integer.MAX_VALUE) : change.limit();
    boolean isFewerCalls = dimension == Dimension.CALLS && amount < limit.amount();
    hasForgotten |= isFewerCalls || change.percentOfPeriod() > 100;
    isSimple = false;
    limit = new Limit(dimension, amount, amount, period, TimeUnit.NANOSECONDS);
    windows.change(now, List.of(limit), Inference.Factory.NONE);
    log = log.under(amount, length(limit), now);
  }

  /** Whether there was no overuse and no change of the limit. */
  boolean isSimple() {
    return isSimple;
  }

  /** How much later than in the log an amount fits. */
  long lateness(long amount) {
    return windows.earliest(now, weights(amount)) - log.earliest(now, amount);
  }

  /** Requires the times of the log; later ones only if a longer period needs what was forgotten. */
  void requireExact(WindowEvent event) {
    for (long amount : new long[] {0, 1, limit.amount() / 2, limit.amount(), limit.amount() + 7}) {
      if (amount > 0 && hasForgotten) {
        assertWithMessage("%s after %s", amount, event).that(lateness(amount)).isAtLeast(0);
      } else if (amount > 0) {
        assertWithMessage("%s after %s at %s under %s", amount, event, now, limit)
            .that(windows.earliest(now, weights(amount)))
            .isEqualTo(log.earliest(now, amount));
      }
    }
    if (!hasForgotten) {
      long expected = log.used(now);
      long most = dimension == Dimension.CALLS ? limit.amount() : Long.MAX_VALUE;
      assertWithMessage("used after %s", event).that(used(now)).isEqualTo(Math.min(expected, most));
    }
    windows.earliest(now + limit.periodNanos(), weights(1));
    windows.binding(now + 1, weights(limit.amount()));
  }

  private long used(long at) {
    List<LimitUse> uses = windows.uses(at);
    return uses.get(uses.size() - 1).used();
  }

  private Weights weights(long amount) {
    return dimension == Dimension.CALLS
        ? Weights.calls(amount)
        : Weights.ONE_CALL.with(Dimension.TOKENS, amount);
  }

  private record Reservation(int id, long time, long amount) {}
}
