package dev.ritmo.processor.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code @RateLimited} as it was written.
 *
 * @param calls meaningful only if it is written
 * @param burst meaningful only if it is written
 * @param concurrent meaningful only if it is written
 * @param tokens meaningful only if it is written
 * @param inputTokens meaningful only if it is written
 * @param outputTokens meaningful only if it is written
 * @param maxWait meaningful only if it is written
 */
public record RateLimit(
    Place place,
    Setting<Integer> calls,
    Setting<Integer> burst,
    Setting<Integer> concurrent,
    Setting<Long> tokens,
    Setting<Long> inputTokens,
    Setting<Long> outputTokens,
    Setting<Long> period,
    Setting<TimeUnit> unit,
    Setting<String> limiter,
    Setting<String> key,
    Setting<Long> maxWait) {

  /** {@code RateLimited.FOREVER}. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The calls that can go back to back: all of them unless it is written. */
  public int callsBackToBack() {
    return burst.isWritten() ? burst.value() : calls.value();
  }

  /** Whether it names its limiter; the empty name is the default. */
  public boolean isNamed() {
    return !limiter.value().isEmpty();
  }

  /** Whether its limits hold for each key; the empty key is the default. */
  public boolean isKeyed() {
    return !key.value().isEmpty();
  }

  /** The limits of tokens that are written. */
  public List<TokenAmount> tokenAmounts() {
    return Stream.of(
            new TokenAmount("tokens", tokens),
            new TokenAmount("inputTokens", inputTokens),
            new TokenAmount("outputTokens", outputTokens))
        .filter(amount -> amount.setting().isWritten())
        .toList();
  }

  /** Whether it limits something per period. */
  public boolean isPerPeriod() {
    return calls.isWritten() || !tokenAmounts().isEmpty();
  }

  /** Whether a call is treated by its arguments: for its key, or its tokens. */
  public boolean differsByArguments() {
    return isKeyed() || !tokenAmounts().isEmpty();
  }

  /** Whether it limits the tokens of prompts, alone or with those of answers. */
  public boolean limitsPrompts() {
    return tokens.isWritten() || inputTokens.isWritten();
  }
}
