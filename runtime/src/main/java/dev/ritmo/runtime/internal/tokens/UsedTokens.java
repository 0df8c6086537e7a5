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

  private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

  private UsedTokens() {}

  /** What the result reports; null if it does not, or that fails, which is logged once. */
  public static @Nullable TokenUsage of(Object result) {
    try {
      return read(result);
    } catch (RuntimeException | Error e) { // the call has ended well, whatever its result throws
      if (HAS_FAILED.compareAndSet(false, true)) {
        System.getLogger("dev.ritmo")
            .log(
                Level.WARNING,
                "The tokens used could not be read from a {0}, because of {1}: what was reserved stands. Said once.",
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
