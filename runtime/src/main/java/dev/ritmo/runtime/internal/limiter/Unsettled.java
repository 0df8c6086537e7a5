package dev.ritmo.runtime.internal.limiter;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that ended well without a word of the tokens they have used, as long as no call has said
 * any. Then every call keeps what was estimated, which somebody ought to know. Safe for use by many
 * threads.
 */
final class Unsettled {

  /** One or a few may be of a kind that says nothing. */
  static final int CALLS = 10;

  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean isSettled;

  void settled() {
    if (!isSettled) {
      isSettled = true;
    }
  }

  /** Counts one more; true if it is to be reported now, which is once. */
  boolean isToReport() {
    return !isSettled && calls.get() < CALLS && calls.incrementAndGet() == CALLS;
  }
}
