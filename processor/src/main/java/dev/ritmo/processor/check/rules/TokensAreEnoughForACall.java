package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.rules.Bounds;

/** A call fits: a token of the prompt and one of the answer. */
public final class TokensAreEnoughForACall implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.tokens().isWritten()
        && Bounds.isPositive(limit.tokens().value())
        && limit.tokens().value() < Bounds.LEAST_TOKENS) {
      findings.add(
          Diagnostic.TOKENS_BELOW_ONE_CALL,
          limit.place().at(limit.tokens()),
          Bounds.LEAST_TOKENS,
          limit.tokens().value());
    }
  }
}
