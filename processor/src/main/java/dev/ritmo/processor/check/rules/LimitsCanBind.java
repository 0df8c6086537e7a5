package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * No limit of calls is always kept by keeping another of the same method or type. Those of a plan
 * are as the provider has them.
 */
public final class LimitsCanBind implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    List<Spread> all =
        limits.ofCalls().stream()
            .filter(limit -> !limit.fromPlan())
            .filter(Spread::isSound)
            .map(Spread::of)
            .toList();
    List<Spread> kept = new ArrayList<>(all);
    for (Spread limit : all) {
      for (Spread other : kept) {
        if (other != limit && other.keeps(limit)) {
          report(limit, other, limits, findings);
          kept.remove(limit); // of two that keep each other, one stays
          break;
        }
      }
    }
  }

  private static void report(Spread limit, Spread other, RateLimits limits, Findings findings) {
    findings.add(
        Diagnostic.LIMIT_NEVER_BINDS,
        limit.limit.place().at(limit.limit.calls()),
        limits.place().name(),
        limit.calls,
        Durations.shown(limit.nanos),
        other.calls,
        Durations.shown(other.nanos),
        other.mostIn((double) limit.nanos));
  }

  /** A limit with its two windows: that of all calls, and the shorter one of its burst. */
  private static final class Spread {

    private final RateLimit limit;
    private final long calls;
    private final long burst;
    private final long nanos;

    private Spread(RateLimit limit) {
      this.limit = limit;
      calls = limit.calls().value();
      burst = limit.callsBackToBack();
      nanos = limit.unit().value().toNanos(limit.period().value());
    }

    static Spread of(RateLimit limit) {
      return new Spread(limit);
    }

    static boolean isSound(RateLimit limit) {
      long period = limit.period().value();
      return Bounds.isBurst(limit.callsBackToBack(), limit.calls().value())
          && Bounds.isPositive(period)
          && Bounds.fits(period, limit.unit().value());
    }

    /**
     * Periods of the same length are for another rule, which calls them an error. What each key
     * keeps is not kept by all of them together, but the other way round.
     */
    boolean keeps(Spread other) {
      boolean isAlike = limit.isKeyed() == other.limit.isKeyed();
      return (isAlike ? nanos != other.nanos : other.limit.isKeyed())
          && mostIn((double) other.nanos) <= other.calls
          && mostIn(other.burstNanos()) <= other.burst;
    }

    /** The most calls that this limit admits in a window of this length. */
    long mostIn(double window) {
      return (long)
          Math.min(calls * Math.ceil(window / nanos), burst * Math.ceil(window / burstNanos()));
    }

    private double burstNanos() {
      return (double) nanos * burst / calls;
    }
  }
}
