package dev.ritmo.runtime.internal.window;

import org.jspecify.annotations.Nullable;

/**
 * At most so much more until some time, as the provider has said; and beside it what it has said of
 * other limits, of a day for instance. Not thread-safe.
 */
final class Fence {

  /** Of how many limits more is kept. */
  private static final int MOST_OTHERS = 3;

  private final long limit;
  private final long until;
  private final @Nullable Fence others;
  private long left;

  private Fence(long limit, long until, long left, @Nullable Fence others) {
    this.limit = limit;
    this.until = until;
    this.left = Math.max(0, left);
    this.others = others;
  }

  /**
   * What the provider says of a limit replaces what it has said of the same before.
   *
   * @param before what it has said so far; null for nothing
   */
  static Fence beside(@Nullable Fence before, long now, long limit, long until, long left) {
    return new Fence(limit, until, left, others(before, now, limit, MOST_OTHERS));
  }

  private static @Nullable Fence others(@Nullable Fence all, long now, long limit, int most) {
    if (all == null || most == 0) {
      return null;
    }
    boolean isKept = all.limit != limit && now < all.until;
    Fence kept = others(all.others, now, limit, isKept ? most - 1 : most);
    return isKept ? new Fence(all.limit, all.until, all.left, kept) : kept;
  }

  Fence copy() {
    return new Fence(limit, until, left, others == null ? null : others.copy());
  }

  long earliest(long now, long amount) {
    long earliest = now < until && left < amount ? until : now;
    return others == null ? earliest : others.earliest(earliest, amount);
  }

  void admit(long now, long amount) {
    if (now < until) {
      left -= amount;
    }
    if (others != null) {
      others.admit(now, amount);
    }
  }
}
