package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.Signal;

/** What a call that is tried again knows of its attempts so far. */
public interface RetryHistory {

  /** How often it was tried. */
  int attempts();

  /** What its last failure means. */
  Signal lastSignal();

  /** It has waited for the next attempt; called without the lock. */
  void waited(WaitTimes times);
}
