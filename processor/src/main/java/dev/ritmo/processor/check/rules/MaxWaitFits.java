package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** The maximum wait fits into nanoseconds, or is FOREVER. */
public final class MaxWaitFits implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    long maxWait = limit.maxWait().value();
    TimeUnit unit = limit.unit().value();
    if (maxWait != RateLimit.FOREVER && !Bounds.fits(maxWait, unit)) {
      findings.add(Diagnostic.MAX_WAIT_TOO_LONG, limit.place().at(limit.maxWait()), maxWait, unit);
    }
  }
}
