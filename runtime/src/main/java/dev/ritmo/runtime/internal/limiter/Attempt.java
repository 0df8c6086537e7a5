package dev.ritmo.runtime.internal.limiter;

/**
 * When an attempt of a call may start. Immutable.
 *
 * @param arrival the first arrival of the call
 * @param notBefore the time before which it must not start
 * @param latest the latest time at which it may start
 * @param backsOff whether it may start before {@code notBefore} if the rejection that it follows
 *     turns out to mean nothing
 * @param outer the arrival of the call whose body makes it; {@link Admission#NO_CALL} if there is
 *     none
 * @param isInPlace whether it takes the place of a call that was admitted before all that wait
 */
public record Attempt(
    long arrival, long notBefore, long latest, boolean backsOff, long outer, boolean isInPlace) {

  /** An attempt that takes no place of another call. */
  public Attempt(long arrival, long notBefore, long latest, boolean backsOff, long outer) {
    this(arrival, notBefore, latest, backsOff, outer, false);
  }
}
