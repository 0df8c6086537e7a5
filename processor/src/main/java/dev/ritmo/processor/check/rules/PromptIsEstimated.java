package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RateLimit;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/** A marked prompt is one whose tokens are limited. */
public final class PromptIsEstimated implements Rule<GovernedType> {

  @Override
  public void check(GovernedType type, Findings findings) {
    Set<ExecutableElement> estimated =
        type.methods().stream()
            .filter(PromptIsEstimated::limitsPrompts)
            .map(GovernedMethod::element)
            .collect(toUnmodifiableSet());
    type.prompts().stream()
        .filter(prompt -> !estimated.contains(prompt.method()))
        .forEach(
            prompt ->
                findings.add(
                    Diagnostic.PROMPT_UNUSED,
                    prompt.position(),
                    Dimension.elementsOfPrompts(),
                    prompt.method()));
  }

  private static boolean limitsPrompts(GovernedMethod method) {
    return method.limits() != null
        && (method.limits().isUnresolved()
            || method.limits().all().stream().anyMatch(RateLimit::limitsPrompts));
  }
}
