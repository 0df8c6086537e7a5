package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.rules.Bounds;

/** The first delay, if both are written, is at most the longest. */
public final class DelaysAreOrdered implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    Setting<Long> initial = retry.initialDelay();
    Setting<Long> max = retry.maxDelay();
    if (isValid(initial, retry) && isValid(max, retry) && initial.value() > max.value()) {
      findings.add(
          Diagnostic.DELAYS_OUT_OF_ORDER, retry.place().at(initial), max.value(), initial.value());
    }
  }

  private static boolean isValid(Setting<Long> delay, Retry retry) {
    return delay.isWritten()
        && Bounds.isNotNegative(delay.value())
        && Bounds.fits(delay.value(), retry.unit().value());
  }
}
