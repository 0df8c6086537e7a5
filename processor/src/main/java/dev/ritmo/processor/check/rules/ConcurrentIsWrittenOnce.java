package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.List;

/** There is one number of concurrent calls over all calls, and one for each key. */
public final class ConcurrentIsWrittenOnce implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    checkAlike(limits.overall(), findings);
    checkAlike(limits.perKey(), findings);
  }

  private static void checkAlike(RateLimits limits, Findings findings) {
    List<RateLimit> atOnce = limits.limiting(Dimension.CONCURRENT);
    for (RateLimit another : atOnce.subList(Math.min(1, atOnce.size()), atOnce.size())) {
      findings.add(
          Diagnostic.CONCURRENT_REPEATED,
          another.at(Dimension.CONCURRENT),
          limits.place().name(),
          atOnce.get(0).amountOf(Dimension.CONCURRENT).amount(),
          another.amountOf(Dimension.CONCURRENT).amount());
    }
  }
}
