package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.runtime.spi.UsageReader;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds what calls have used in their results. Safe for use by many threads; runs foreign code, and
 * is therefore never used under a lock.
 */
public final class UsedTokens {

  private final String limiter;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  /** For the calls of a limiter. */
  public UsedTokens(String limiter) {
    this.limiter = limiter;
  }

  /** What the result reports; null if it does not, or that fails, which is logged once. */
  public @Nullable TokenUsage of(Object result) {
    try {
      return read(result);
    } catch (RuntimeException | Error e) { // the call has ended well, whatever its result throws
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
