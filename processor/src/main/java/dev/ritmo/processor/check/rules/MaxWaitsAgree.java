package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.rules.Bounds;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All annotations of a method or type that say how long to wait say the same, in any unit. */
public final class MaxWaitsAgree implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    List<RateLimit> waiting = limits.all().stream().filter(MaxWaitsAgree::isValid).toList();
    for (RateLimit limit : waiting) {
      RateLimit first = waiting.get(0);
      if (nanos(limit) != nanos(first)) {
        findings.add(
            Diagnostic.MAX_WAITS_DISAGREE,
            limit.place().at(limit.maxWait()),
            limits.place().name(),
            shown(first),
            shown(limit));
      }
    }
  }

  private static boolean isValid(RateLimit limit) {
    long maxWait = limit.maxWait().value();
    return limit.maxWait().isWritten()
        && Bounds.isNotNegative(maxWait)
        && (maxWait == RateLimit.FOREVER || Bounds.fits(maxWait, limit.unit().value()));
  }

  /** FOREVER is the same in any unit, and longer than any other wait. */
  private static long nanos(RateLimit limit) {
    return limit.unit().value().toNanos(limit.maxWait().value());
  }

  private static String shown(RateLimit limit) {
    long maxWait = limit.maxWait().value();
    TimeUnit unit = limit.unit().value();
    return maxWait == RateLimit.FOREVER ? "FOREVER" : maxWait + " " + unit;
  }
}
