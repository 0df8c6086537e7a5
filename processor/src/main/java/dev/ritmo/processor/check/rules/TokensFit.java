package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.TokenAmount;
import dev.ritmo.rules.Bounds;

/** Sums of tokens can be counted. */
public final class TokensFit implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    for (TokenAmount amount : limit.tokenAmounts()) {
      if (!Bounds.isAmount(amount.setting().value())) {
        findings.add(
            Diagnostic.TOKENS_TOO_MANY,
            limit.place().at(amount.setting()),
            amount.element(),
            Bounds.MAX_AMOUNT,
            amount.setting().value());
      }
    }
  }
}
