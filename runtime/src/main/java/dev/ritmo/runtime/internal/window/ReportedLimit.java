package dev.ritmo.runtime.internal.window;

/**
 * At most this much more until some time, as the provider has reported of another limit than the
 * declared one. Not thread-safe.
 */
final class ReportedLimit implements Constraint {

  private final long most;
  private final long until;

  /** When the request left whose answer said so: what left later is not in the report. */
  private final long reportedFor;

  private long left;

  /**
   * @param most the limit that the provider has spoken of
   * @param left how much of it is left for what leaves from now on
   */
  ReportedLimit(long most, long until, long reportedFor, long left) {
    this.most = most;
    this.until = until;
    this.reportedFor = reportedFor;
    this.left = left;
  }

  @Override
  public ReportedLimit copy() {
    return new ReportedLimit(most, until, reportedFor, left);
  }

  /** Whether it says nothing any more, or nothing that the news do not say better. */
  boolean isReplacedBy(ReportedLimit news, long now) {
    return !holds(now) || most == news.most;
  }

  boolean holds(long now) {
    return now < until;
  }

  @Override
  public long earliest(long now, long amount) {
    return holds(now) && left < amount ? until : now;
  }

  @Override
  public boolean hasRoom(long now, long amount) {
    return !holds(now) || amount <= left;
  }

  @Override
  public void admit(long now, long from, long amount) {
    if (holds(now)) {
      left -= amount;
    }
  }

  @Override
  public long giveBack(long now, long from, long amount) {
    if (!holds(now) || from <= reportedFor) {
      return 0; // the provider has counted it in some way of its own
    }
    left += amount;
    return amount;
  }

  @Override
  public void charge(long now, long amount) {
    if (holds(now)) {
      left -= amount;
    }
  }

  @Override
  public boolean isInDebt() {
    return false; // what is given back is there for others, whatever was charged before
  }

  @Override
  public void advance(long now, Advance advance, long amount) {
    // it counts requests until a time, whenever they left
  }
}
