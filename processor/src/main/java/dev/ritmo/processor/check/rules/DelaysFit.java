package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** Delays fit into nanoseconds. */
public final class DelaysFit implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    check("initialDelay", retry.initialDelay(), retry, findings);
    check("maxDelay", retry.maxDelay(), retry, findings);
  }

  private static void check(String name, Setting<Long> delay, Retry retry, Findings findings) {
    TimeUnit unit = retry.unit().value();
    if (!Bounds.fits(delay.value(), unit)) {
      findings.add(Diagnostic.DELAY_TOO_LONG, retry.place().at(delay), name, delay.value(), unit);
    }
  }
}
