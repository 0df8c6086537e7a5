package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.StatedSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.tokens.PromptTokens;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.KeyFunction;
import org.jspecify.annotations.Nullable;

/**
 * Derives the key of a call, and the tokens of its prompt, from its arguments. Runs foreign code,
 * before the call arrives at its limiter. Immutable.
 */
final class FromArguments {

  private final @Nullable KeyFunction key;
  private final @Nullable PromptTokens tokens;
  private final int[] prompt;

  private FromArguments(@Nullable KeyFunction key, @Nullable PromptTokens tokens, int[] prompt) {
    this.key = key;
    this.tokens = tokens;
    this.prompt = prompt;
  }

  /** For this method; null if its calls do not depend on arguments. */
  static @Nullable FromArguments of(GovernedMethod method) {
    if (!method.takesArguments()) {
      return null;
    }
    return new FromArguments(
        method.key(),
        method.limitsTokens() ? new PromptTokens(TokenServices.current()) : null,
        method.prompt().stream().mapToInt(Integer::intValue).toArray());
  }

  @Nullable Object key(@Nullable Object[] arguments) {
    return key == null ? null : key.key(arguments);
  }

  Terms terms(Terms usual, Admission limiter, @Nullable Object[] arguments) {
    if (tokens == null) {
      return usual;
    }
    long input = 0;
    for (int position : prompt) {
      input += tokens.of(arguments[position]);
    }
    return usual.weighing(StatedSize.ONE_CALL.withPrompt(input).weights(limiter));
  }
}
