package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.CallSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.tokens.PromptTokens;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.KeyFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one method take from their arguments: the key, and the tokens of the prompt.
 * Its methods run foreign code, before the call arrives at its limiter. Immutable.
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

  /** Of this method; null if all its calls are alike. */
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

  Terms terms(Terms usual, CallLimiter limiter, @Nullable Object[] arguments) {
    if (tokens == null) {
      return usual;
    }
    long input = 0;
    for (int position : prompt) {
      input += tokens.of(arguments[position]);
    }
    return new Terms(CallSize.ofPrompt(input).weights(limiter), usual.priority(), usual.maxWait());
  }
}
