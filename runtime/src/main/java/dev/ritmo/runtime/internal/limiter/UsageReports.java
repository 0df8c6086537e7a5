package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.tokens.UsedTokens;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a limiter report of the tokens that they have used, and what there is to say of
 * it, once each: that no call reports any, so that every call keeps what was estimated, and that
 * what is reported cannot be. Safe for use by many threads.
 */
final class UsageReports {

  /** One or a few may be of a kind that says nothing. */
  static final int CALLS = 10;

  private final String limiter;
  private final UsedTokens tokens;
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicBoolean hasIgnored = new AtomicBoolean();
  private volatile boolean isSettled;

  UsageReports(String limiter) {
    this.limiter = limiter;
    this.tokens = new UsedTokens(limiter);
  }

  /** What the result of a call reports; null if nothing. */
  @Nullable TokenUsage of(@Nullable Object result) {
    TokenUsage usage = result == null ? null : tokens.of(result);
    boolean isSilent = usage == null && !isSettled && silent.get() < CALLS;
    if (isSilent && silent.incrementAndGet() == CALLS) {
      Notices.unsettled(limiter);
    }
    return usage;
  }

  /** A call has told what it has used. */
  void settled() {
    if (!isSettled) {
      isSettled = true;
    }
  }

  /** A call has told what it cannot have used. */
  void ignored(String reported) {
    if (hasIgnored.compareAndSet(false, true)) {
      Notices.ignoredUsage(limiter, reported);
    }
  }
}
