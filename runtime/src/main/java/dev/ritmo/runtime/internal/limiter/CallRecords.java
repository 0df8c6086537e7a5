package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Weights;

/**
 * What is remembered of the admitted calls of a lane, each known by its arrival. Not thread-safe:
 * guarded by the limiter.
 */
interface CallRecords {

  /** Stands for the time of an admission that is not known any more. */
  long UNKNOWN = AdmissionTimes.UNKNOWN;

  /** What a settlement means for other calls. */
  enum Settlement {
    /** Nothing: the permit is not open. */
    CLOSED,
    /** They can go when they could before, or earlier. */
    EARLIER,
    /** They may have to wait longer. */
    LATER
  }

  /** A call was admitted. */
  void add(long now, long arrival, Weights weights);

  /** When the last attempt of a call was admitted; {@link #UNKNOWN} if that is forgotten. */
  long admittedAt(long arrival);

  /** Whether the call may have been admitted here. */
  boolean mayKnow(long arrival);

  /** Whether the permit of a call is known to be open. */
  boolean isOpen(long arrival);

  /** What counts of a call: what it has reserved, or what was settled since. */
  Weights held(long arrival, Weights reserved);

  /** A call was admitted that runs in the slot of another, whose permit is open. */
  void share(long arrival, long outer);

  /** A call has ended; does nothing if its permit is not open. */
  void close(long now, long arrival);

  /** A call has not sent its request; does nothing if its permit is not open. */
  void undo(long arrival);

  /** Whether it does not matter at what time a usage is settled. */
  boolean covers(long arrival, Usage usage);

  /** Replaces what a call has reserved by what it has used, as far as that is reported. */
  Settlement settle(long now, long arrival, CallTimes times, Usage usage);

  /** Takes back permits that no caller has closed for so long that they must have been lost. */
  void takeBackLost(long now);

  /** When the first of the open permits is lost unless it is closed; never if none is open. */
  long leaseEnd();

  /** Whether any permit is open. */
  boolean areOpen();

  /** How long calls hold their slots while none is free, on average, or so far; 0 if unknown. */
  long meanHold(long now);
}
