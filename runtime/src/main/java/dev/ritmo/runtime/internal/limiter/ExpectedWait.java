package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.CallObserver.Wait;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a call waits, and for how long as things stand. Immutable.
 *
 * @param nanos {@link #UNKNOWN} if it depends on when other calls end
 */
record ExpectedWait(WaitCause cause, long nanos) implements Wait {

  static final long UNKNOWN = -1;

  @Override
  public Optional<Duration> expected() {
    return nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
