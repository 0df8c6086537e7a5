package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** A limit of tokens has room for a call: one token of the prompt and one of the answer. */
public final class TokensAreEnoughForACall implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.limits(Dimension.TOKENS)) {
      return;
    }
    long tokens = limit.amountOf(Dimension.TOKENS).amount();
    if (Bounds.isPositive(tokens) && tokens < Bounds.LEAST_TOKENS) {
      findings.add(
          Diagnostic.TOKENS_BELOW_ONE_CALL,
          limit.at(Dimension.TOKENS),
          Bounds.LEAST_TOKENS,
          tokens);
    }
  }
}
