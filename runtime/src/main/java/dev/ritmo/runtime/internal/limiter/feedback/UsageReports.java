package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.internal.tokens.UsedTokens;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads from results what calls have used, and logs once each: that no call reports any usage, so
 * that every call keeps what was estimated, and that a reported amount is impossible. Safe for use
 * by many threads.
 */
public final class UsageReports {

  /** One call or a few may be of a kind that reports nothing. */
  static final int CALLS = 10;

  private final String limiter;
  private final UsedTokens tokens;
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicBoolean hasIgnored = new AtomicBoolean();
  private volatile boolean isReported;

  /** The reports to one limiter. */
  public UsageReports(String limiter) {
    this.limiter = limiter;
    this.tokens = new UsedTokens(limiter);
  }

  /** What the result of a call reports; null if nothing. */
  public @Nullable Usage of(@Nullable Object result) {
    TokenUsage usage = result == null ? null : tokens.of(result);
    if (usage != null) {
      return Usage.tokens(usage.input(), usage.output());
    }
    boolean isSilent = !isReported && silent.get() < CALLS;
    if (isSilent && silent.incrementAndGet() == CALLS) {
      LimiterLog.unsettled(limiter, CALLS);
    }
    return null;
  }

  /** A call has reported its usage. */
  public void reported() {
    if (!isReported) {
      isReported = true;
    }
  }

  /** A call has reported usage that is impossible. */
  public void ignored(Usage usage) {
    if (hasIgnored.compareAndSet(false, true)) {
      LimiterLog.ignoredUsage(limiter, usage.toString());
    }
  }
}
