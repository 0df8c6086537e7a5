package dev.ritmo.runtime.internal.jfr;

import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/** A wait that is recorded while it lasts. */
@FunctionalInterface
public interface WaitRecording {

  /** How a wait ended. */
  enum End {
    /** The call was admitted. */
    ADMITTED,
    /** The call was refused. */
    REFUSED,
    /** The call gave up. */
    ABANDONED
  }

  /**
   * Records the wait; called once, on the thread that waits if there is one.
   *
   * @param limit the limit that the call waited for; null if there is none
   */
  void ended(String limiter, String method, End end, WaitTimes times, @Nullable Limit limit);
}
