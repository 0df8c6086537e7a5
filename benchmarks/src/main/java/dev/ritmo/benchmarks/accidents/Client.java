package dev.ritmo.benchmarks.accidents;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.time.Timeline;
import java.util.Locale;

/** Who keeps the limits. */
enum Client {
  RITMO {
    @Override
    Admission limiter(Limits limits, Timeline timeline) {
      return new LimiterCore("ritmo", limits, timeline);
    }
  },

  /** Ritmo that infers nothing: what is declared is kept, and each call backs off by itself. */
  PLAIN {
    @Override
    Admission limiter(Limits limits, Timeline timeline) {
      return new LimiterCore("plain", limits.withoutInference(), timeline);
    }
  };

  abstract Admission limiter(Limits limits, Timeline timeline);

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
