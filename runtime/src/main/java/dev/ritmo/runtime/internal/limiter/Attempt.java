package dev.ritmo.runtime.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * When an attempt of a call may start. Immutable.
 *
 * @param arrival unique within the limiter
 * @param first the first arrival of the call, by which it stands in the queue
 * @param notBefore the time before which it must not start
 * @param latest the latest time at which it may start
 * @param backsOff whether it may start before {@code notBefore} if the rejection that it follows
 *     turns out to mean nothing
 * @param outer the arrival of the call whose body makes it; {@link Admission#NO_CALL} if there is
 *     none
 * @param isInPlace whether it takes the place of a call that was admitted before all that wait
 * @param history what is known of the attempts before; null for the first attempt
 */
public record Attempt(
    long arrival,
    long first,
    long notBefore,
    long latest,
    boolean backsOff,
    long outer,
    boolean isInPlace,
    @Nullable RetryHistory history) {

  /**
   * Of a call that has been with this limiter since it arrived, and follows no other attempt, or of
   * which nothing is to be reported.
   */
  public Attempt(long arrival, long notBefore, long latest, boolean backsOff, long outer) {
    this(arrival, arrival, notBefore, latest, backsOff, outer, false, null);
  }
}
