package dev.ritmo.runtime.internal.limiter;

import java.util.HashMap;
import java.util.Map;

/**
 * Which calls run in the slots of others, whose bodies have made them: they would wait for each
 * other if each took one. Not thread-safe: guarded by its limiter.
 *
 * <p>Invariant: a call that is in {@link #outers} holds no slot of its own, and the call that it
 * stands for there does.
 */
final class SharedSlots {

  private final Map<Long, Long> outers = new HashMap<>();

  /** A call has been admitted that runs in the slot of another. */
  void share(long arrival, long outer) {
    outers.put(arrival, outers.getOrDefault(outer, outer));
  }

  /**
   * A call has ended; whether its slot is free now. If others run in it, it is theirs from now on.
   */
  boolean end(long arrival) {
    if (outers.remove(arrival) != null) {
      return false;
    }
    Long heir = null;
    for (Map.Entry<Long, Long> entry : outers.entrySet()) {
      if (entry.getValue() == arrival) {
        heir = entry.getKey();
      }
    }
    if (heir == null) {
      return true;
    }
    Long holder = heir;
    outers.remove(holder);
    outers.replaceAll((inner, outer) -> outer == arrival ? holder : outer);
    return false;
  }
}
