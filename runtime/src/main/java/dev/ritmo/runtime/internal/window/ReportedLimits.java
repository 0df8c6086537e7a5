package dev.ritmo.runtime.internal.window;

import java.util.ArrayList;
import java.util.List;

/** What the provider has reported of other limits than the declared one. Not thread-safe. */
final class ReportedLimits implements Constraint {

  /** Limits that are remembered at a time. */
  private static final int MOST = 4;

  private final List<ReportedLimit> limits = new ArrayList<>(0);

  @Override
  public ReportedLimits copy() {
    ReportedLimits copy = new ReportedLimits();
    limits.forEach(limit -> copy.limits.add(limit.copy()));
    return copy;
  }

  /** Takes in news of a limit, which replace what was known of it. */
  void add(long now, ReportedLimit news) {
    limits.removeIf(limit -> limit.isReplacedBy(news, now));
    if (limits.size() == MOST) {
      limits.remove(0);
    }
    limits.add(news);
  }

  /** Takes in what others still hold. */
  void addAll(long now, ReportedLimits others) {
    for (ReportedLimit limit : others.limits) {
      if (limit.holds(now)) {
        limits.add(limit.copy());
      }
    }
  }

  @Override
  public long earliest(long now, long amount) {
    long earliest = now;
    for (int i = 0; i < limits.size(); i++) {
      earliest = limits.get(i).earliest(earliest, amount);
    }
    return earliest;
  }

  @Override
  public boolean hasRoom(long now, long amount) {
    return earliest(now, amount) == now;
  }

  @Override
  public void admit(long now, long from, long amount) {
    for (int i = 0; i < limits.size(); i++) {
      limits.get(i).admit(now, from, amount);
    }
  }

  @Override
  public long giveBack(long now, long from, long amount) {
    long most = 0;
    for (int i = 0; i < limits.size(); i++) {
      most = Math.max(most, limits.get(i).giveBack(now, from, amount));
    }
    return most;
  }

  @Override
  public void charge(long now, long amount) {
    for (int i = 0; i < limits.size(); i++) {
      limits.get(i).charge(now, amount);
    }
  }

  @Override
  public boolean isInDebt() {
    return false;
  }

  @Override
  public void advance(long now, Advance advance, long amount) {
    // see ReportedLimit
  }
}
