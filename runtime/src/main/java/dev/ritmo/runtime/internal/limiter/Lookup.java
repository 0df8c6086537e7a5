package dev.ritmo.runtime.internal.limiter;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lane of a key. Safe for use by many threads: here, and only here, the code of keys
 * runs, and no lock of the limiter is held meanwhile.
 */
final class Lookup {

  private final String limiter;
  private final LaneMaker maker;
  private final ConcurrentMap<Object, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();

  Lookup(String limiter, LaneMaker maker) {
    this.limiter = limiter;
    this.maker = maker;
  }

  /** Makes lanes; called without a lock. */
  @FunctionalInterface
  interface LaneMaker {
    Lane make(long number, Object key);
  }

  /**
   * The lane of a key, made if there is none.
   *
   * @throws IllegalArgumentException if there is no key, or its hashCode or equals fails
   */
  Lane lane(@Nullable Object key) {
    if (key == null) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be given a key, but it was null. Fix: give the call a key, or one of its own to all that have none."
              .formatted(limiter));
    }
    try {
      Lane lane = lanes.get(key);
      if (lane != null) {
        return lane;
      }
      Lane made = maker.make(lastNumber.incrementAndGet(), key);
      Lane earlier = lanes.putIfAbsent(key, made);
      return earlier == null ? made : earlier;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be able to compare keys, but a key of %s failed. Fix: mend its equals and hashCode."
              .formatted(limiter, key.getClass()),
          e);
    }
  }

  /** The lane of a key; null if there is none, or its code fails, which it has not done before. */
  @Nullable Lane find(Object key) {
    try {
      return lanes.get(key);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Takes a lane out that is forgotten, or for which there is no room. */
  void remove(Lane lane) {
    Object key = lane.key();
    if (key != null) {
      try {
        lanes.remove(key, lane);
      } catch (RuntimeException e) {
        // it stays, forgotten: whose call this is has nothing to do with the key
      }
    }
  }
}
