package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.RateLimit;

/** If the tokens of prompts are limited, there is a parameter to estimate them from. */
public final class PromptIsSeen implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    boolean limitsPrompts =
        method.limits() != null
            && method.limits().all().stream().anyMatch(RateLimit::limitsPrompts);
    if (limitsPrompts && method.arguments().prompt().isEmpty()) {
      findings.add(Diagnostic.PROMPT_UNSEEN, method.position(), method.subject());
    }
  }
}
