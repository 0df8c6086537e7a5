package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.CallObserver.Wait;

/** Is told when a call begins to wait. */
@FunctionalInterface
public interface WaitWatch {

  /** It waits; called without the lock. */
  void waits(Wait wait);
}
