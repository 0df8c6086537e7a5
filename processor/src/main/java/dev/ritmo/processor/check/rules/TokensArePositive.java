package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.TokenAmount;
import dev.ritmo.rules.Bounds;

/** At least one token is allowed per period, if tokens are limited. */
public final class TokensArePositive implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    for (TokenAmount amount : limit.tokenAmounts()) {
      if (!Bounds.isPositive(amount.setting().value())) {
        findings.add(
            Diagnostic.TOKENS_NOT_POSITIVE,
            limit.place().at(amount.setting()),
            amount.element(),
            amount.setting().value());
      }
    }
  }
}
