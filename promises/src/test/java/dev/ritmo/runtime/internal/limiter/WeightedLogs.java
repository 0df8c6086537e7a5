package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.NaiveWindow;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of a {@link WeightedModel}, and all that was ever counted under each. */
final class WeightedLogs {

  private final List<Log> logs;

  private WeightedLogs(List<Log> logs) {
    this.logs = logs;
  }

  static WeightedLogs of(List<Limit> limits) {
    return new WeightedLogs(windows(limits).stream().map(Log::new).toList());
  }

  private static List<Limit> windows(List<Limit> limits) {
    return limits.stream().filter(limit -> limit.dimension() != Dimension.SLOTS).toList();
  }

  WeightedLogs copy() {
    return new WeightedLogs(logs.stream().map(Log::copy).toList());
  }

  /**
   * Returns the same history under limits of the same dimensions and periods, in the same order.
   */
  WeightedLogs under(List<Limit> limits, long now) {
    List<Log> changed = new ArrayList<>();
    List<Limit> others = windows(limits);
    for (int i = 0; i < others.size(); i++) {
      changed.add(logs.get(i).under(others.get(i), now));
    }
    return new WeightedLogs(changed);
  }

  /** Whether more counts than the limits allow, because they were larger before. */
  boolean areOver(long now) {
    return logs.stream().anyMatch(log -> log.window.isOver(now));
  }

  long earliest(long time, Weights weights) {
    return logs.stream().mapToLong(log -> log.earliest(time, weights)).max().orElse(time);
  }

  /** The limit that keeps a call waiting longest; null if none does. */
  @Nullable Limit binding(long time, Weights weights) {
    long turn = earliest(time, weights);
    return logs.stream()
        .filter(log -> turn > time && log.earliest(time, weights) == turn)
        .map(Log::limit)
        .findFirst()
        .orElse(null);
  }

  /** The first limit that a call exceeds by itself; null if there is none. */
  @Nullable Limit tooSmallFor(Weights weights) {
    return logs.stream()
        .filter(log -> log.amount(weights) > log.limit.amount())
        .map(Log::limit)
        .findFirst()
        .orElse(null);
  }

  void admit(long now, Weights weights, int reservation) {
    logs.forEach(log -> log.window.admit(now, log.amount(weights), reservation));
  }

  void giveBack(long now, int reservation) {
    logs.forEach(log -> log.window.giveBack(now, reservation, Long.MAX_VALUE));
  }

  void settleTokens(long now, int reservation, long reserved, long used) {
    for (Log log : logs) {
      if (log.limit.dimension() == Dimension.TOKENS && used > reserved) {
        log.window.charge(now, used - reserved, reservation);
      } else if (log.limit.dimension() == Dimension.TOKENS) {
        log.window.giveBack(now, reservation, reserved - used);
      }
    }
  }

  private record Log(Limit limit, NaiveWindow window) {

    Log(Limit limit) {
      this(limit, new NaiveWindow(limit.amount(), length(limit)));
    }

    private static long length(Limit limit) {
      return limit.periodNanos() + LimitSet.margin(limit);
    }

    Log copy() {
      return new Log(limit, window.copy());
    }

    Log under(Limit other, long now) {
      return new Log(other, window.under(other.amount(), length(other), now));
    }

    /** A call that takes nothing waits for nothing, not even for overuse that is carried over. */
    long earliest(long time, Weights weights) {
      return amount(weights) == 0 ? time : window.earliest(time, amount(weights));
    }

    long amount(Weights weights) {
      return weights.of(limit.dimension());
    }
  }
}
