package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** At least one token, or other reserved amount, is allowed per period, if it is limited. */
public final class ReservedAmountsArePositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    for (Amount amount : limit.amounts()) {
      Dimension dimension = amount.dimension();
      if (dimension.isReserved() && !Bounds.isPositive(amount.amount())) {
        findings.add(
            Diagnostic.TOKENS_NOT_POSITIVE,
            limit.at(dimension),
            dimension.element(),
            amount.amount());
      }
    }
  }
}
