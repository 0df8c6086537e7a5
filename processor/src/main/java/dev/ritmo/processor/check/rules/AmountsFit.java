package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;

/** Sums of amounts do not overflow. */
public final class AmountsFit implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    for (Amount amount : limit.amounts()) {
      Dimension dimension = amount.dimension();
      if (amount.amount() > dimension.most()) {
        findings.add(
            Diagnostic.TOKENS_TOO_MANY,
            limit.at(dimension),
            dimension.element(),
            dimension.most(),
            amount.amount());
      }
    }
  }
}
