package dev.ritmo.benchmarks.accidents;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Timeline;
import java.util.Locale;

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
      return new CallLimiter("plain", limits.withoutInference(), timeline);
    }
  };

  abstract CallLimiter limiter(Limits limits, Timeline timeline);

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
