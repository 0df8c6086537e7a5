package dev.ritmo.runtime.internal.limiter;

import java.util.HashMap;
import java.util.Map;

/**
 * Which calls run in the slot of another call, whose body made them. If each took a slot of its
 * own, they would wait for each other. Not thread-safe: guarded by the limiter.
 *
 * <p>Invariant: a call that is a key of {@link #holders} holds no slot of its own; the call that is
 * its value holds one.
 */
final class SharedSlots {

  private Map<Long, Long> holders = Map.of(); // most limiters never need one

  /** A call was admitted that runs in the slot of another. */
  void share(long arrival, long outer) {
    if (holders.isEmpty()) {
      holders = new HashMap<>();
    }
    holders.put(arrival, holders.getOrDefault(outer, outer));
  }

  /**
   * A call has ended. If others run in its slot, one of them holds it from now on.
   *
   * @return whether its slot is free
   */
  boolean end(long arrival) {
    if (holders.isEmpty()) {
      return true;
    }
    if (holders.remove(arrival) != null) {
      return false;
    }
    Long heir = null;
    for (Map.Entry<Long, Long> entry : holders.entrySet()) {
      if (entry.getValue() == arrival) {
        heir = entry.getKey();
      }
    }
    if (heir == null) {
      return true;
    }
    Long holder = heir;
    holders.remove(holder);
    holders.replaceAll((inner, outer) -> outer == arrival ? holder : outer);
    return false;
  }
}
