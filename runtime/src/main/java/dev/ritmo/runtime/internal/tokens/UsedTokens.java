package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.runtime.spi.UsageReader;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens used from the results of calls. Runs foreign code, so it must not be called
 * under a lock. Thread-safe.
 */
public final class UsedTokens {

  private final String limiter;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  /** For the calls of a limiter. */
  public UsedTokens(String limiter) {
    this.limiter = limiter;
  }

  /**
   * The usage that the result reports; null if it reports none, or if a reader fails, which is
   * logged once.
   */
  public @Nullable TokenUsage of(Object result) {
    try {
      return read(result);
    } catch (RuntimeException | Error e) { // the call has succeeded, even if its result throws
      if (hasFailed.compareAndSet(false, true)) {
        System.getLogger("dev.ritmo")
            .log(
                Level.WARNING,
                "Limiter \"{0}\" could not read the tokens used from a {1}, because of {2}: what was reserved stands. Said once.",
                limiter,
                result.getClass().getName(),
                e.getClass().getName());
      }
      return null;
    }
  }

  private static @Nullable TokenUsage read(Object result) {
    if (result instanceof HasTokenUsage reports) {
      return reports.tokenUsage();
    }
    for (UsageReader reader : TokenServices.current().usages()) {
      TokenUsage usage = reader.read(result);
      if (usage != null) {
        return usage;
      }
    }
    return null;
  }
}
