package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.CallObserver.Wait;
import dev.ritmo.runtime.spi.Signal;

/** Is told what happens to a call. Called without the lock. */
public interface CallWatch {

  /** It waits. */
  void waits(Wait wait);

  /** An attempt has failed. */
  void failed(Signal signal);
}
