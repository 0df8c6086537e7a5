package dev.ritmo.runtime.internal.limiter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls in whose bodies a call is made. Immutable.
 *
 * @param outer the arrival of the call in whose slot it runs; {@link Waiter#NONE} if there is none
 * @param places of the calls that it replaces, as it is the request which they were made for
 */
public record Enclosing(long outer, List<? extends Place> places) {

  /** No call encloses it. */
  public static final Enclosing NONE = new Enclosing(Waiter.NONE, List.of());

  /** It may run in the slot of this call. */
  public static Enclosing slotOf(long outer) {
    return outer == Waiter.NONE ? NONE : new Enclosing(outer, List.of());
  }

  /** It replaces these calls. */
  public static Enclosing placesOf(List<? extends Place> places) {
    return places.isEmpty() ? NONE : new Enclosing(Waiter.NONE, places);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return outer == Waiter.NONE && places.isEmpty();
  }

  /**
   * Gives back the places of calls that have not sent a request yet. Called under the lock.
   *
   * @param host the limiter
   * @param lane of the same key
   * @param keyed the lanes of all keys; null without keys
   * @return whether there was one
   */
  boolean giveBack(long now, Waiter.Host host, Lane lane, @Nullable LaneRegistry keyed) {
    boolean isAny = false;
    for (Place place : places) {
      if (place.take()) {
        isAny = true;
        long arrival = place.arrival();
        Lane where = keyed == null ? lane : keyed.whereAdmitted(now, lane, arrival);
        if (where != null && where.giveBack(now, arrival, place.terms().weights())) {
          host.counters(place.terms()).giveBack();
        }
      }
    }
    return isAny;
  }
}
