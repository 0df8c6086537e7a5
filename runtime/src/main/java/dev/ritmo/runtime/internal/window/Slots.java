package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many calls may run at a time, and how many do. Not thread-safe. */
final class Slots {

  /** Slots of calls whose ends are not reported; none is ever taken. */
  static final Slots UNLIMITED = new Slots(null, 0);

  private final @Nullable Limit limit;
  private final int most;
  private int running;

  private Slots(@Nullable Limit limit, int running) {
    this.limit = limit;
    this.most = limit == null ? Integer.MAX_VALUE : (int) limit.amount();
    this.running = running;
  }

  /** The slots of the strictest of these limits, while this many calls run. */
  static Slots of(List<Limit> limits, int running) {
    Limit fewest = null;
    for (Limit limit : limits) {
      boolean isOfSlots = limit.dimension() == Dimension.SLOTS;
      if (isOfSlots && (fewest == null || limit.amount() < fewest.amount())) {
        fewest = limit;
      }
    }
    return new Slots(fewest, running);
  }

  /** The limit; null if there is none. */
  @Nullable Limit limit() {
    return limit;
  }

  int running() {
    return running;
  }

  boolean areTaken() {
    return running >= most;
  }

  void take() {
    running++;
  }

  void release() {
    running--;
  }
}
