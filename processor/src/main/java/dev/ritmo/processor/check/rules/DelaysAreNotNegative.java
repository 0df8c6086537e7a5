package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.rules.Bounds;

/** Delays, if written, are not negative. */
public final class DelaysAreNotNegative implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    check("initialDelay", retry.initialDelay(), retry, findings);
    check("maxDelay", retry.maxDelay(), retry, findings);
  }

  private static void check(String name, Setting<Long> delay, Retry retry, Findings findings) {
    if (delay.isWritten() && !Bounds.isNotNegative(delay.value())) {
      findings.add(Diagnostic.DELAY_NEGATIVE, retry.place().at(delay), name, delay.value());
    }
  }
}
