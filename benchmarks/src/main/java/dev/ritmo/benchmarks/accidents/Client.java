package dev.ritmo.benchmarks.accidents;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Timeline;

/** Who keeps the limits. */
enum Client {
  RITMO {
    @Override
    CallLimiter limiter(Limits limits, Timeline timeline) {
      return new CallLimiter("ritmo", limits, timeline);
    }
  },

  /** Ritmo that infers nothing: what is declared is kept, and each call backs off by itself. */
  PLAIN {
    @Override
    CallLimiter limiter(Limits limits, Timeline timeline) {
      CallLimiter limiter = new CallLimiter("plain", limits, timeline);
      limiter.retryBudget(RetryBudget.UNLIMITED);
      return limiter;
    }

    /** Nothing is learned from a time-out, but the call is tried again as after a rejection. */
    @Override
    int rejection() {
      return TIMED_OUT;
    }
  };

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int TIMED_OUT = 408;

  abstract CallLimiter limiter(Limits limits, Timeline timeline);

  /** The status of a rejection. */
  int rejection() {
    return TOO_MANY_REQUESTS;
  }

  String title() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
