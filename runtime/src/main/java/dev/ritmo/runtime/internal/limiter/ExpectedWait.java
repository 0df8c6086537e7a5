package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.CallObserver.Wait;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a call waits, for how long as things stand, and what it has waited for until now.
 *
 * @param inTheWay the limit in the way; null if there is none
 * @param nanos {@link #UNKNOWN} if it depends on when other calls end
 * @param times what it has waited for until now
 * @param timesLater the same whenever that is asked; not called under the lock
 */
public record ExpectedWait(
    WaitCause cause,
    @Nullable Limit inTheWay,
    long nanos,
    WaitTimes times,
    Supplier<WaitTimes> timesLater)
    implements Wait {

  static final long UNKNOWN = -1;

  @Override
  public Optional<Limit> limit() {
    return Optional.ofNullable(inTheWay);
  }

  @Override
  public Optional<Duration> expected() {
    return nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  @Override
  public Map<WaitCause, Duration> waited() {
    return timesLater.get().byCause();
  }
}
