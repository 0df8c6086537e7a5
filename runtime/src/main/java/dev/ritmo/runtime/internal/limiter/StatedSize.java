package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import java.util.Arrays;

/**
 * What is known of how much a call takes, before it is made. What is not stated is estimated: the
 * tokens of the answer from recent answers, and all tokens from those of the prompt and the answer.
 * Immutable.
 */
@SuppressWarnings("EnumOrdinal") // the index into an array that is as long as the enum
public final class StatedSize {

  private static final long ABSENT = -1;

  /** One request of which nothing is known. */
  public static final StatedSize ONE_CALL =
      new StatedSize(nothing(), false).with(Dimension.CALLS, 1);

  private final long[] amounts;

  /**
   * Whether the tokens of the prompt are an estimate of ours, and not stated by the program: it may
   * be wrong, so that it is no reason to refuse a call for ever.
   */
  private final boolean isEstimated;

  private StatedSize(long[] amounts, boolean isEstimated) {
    this.amounts = amounts;
    this.isEstimated = isEstimated;
  }

  private static long[] nothing() {
    long[] amounts = new long[Dimension.values().length];
    Arrays.fill(amounts, ABSENT);
    return amounts;
  }

  /** This, with a stated amount of a dimension. */
  public StatedSize with(Dimension dimension, long amount) {
    long[] changed = amounts.clone();
    changed[dimension.ordinal()] = amount;
    return new StatedSize(changed, isEstimated);
  }

  /** This, with the tokens of the prompt as they are estimated. */
  public StatedSize withPrompt(long tokens) {
    return new StatedSize(with(Dimension.INPUT_TOKENS, tokens).amounts, true);
  }

  private long of(Dimension dimension) {
    return amounts[dimension.ordinal()];
  }

  private boolean states(Dimension dimension) {
    return of(dimension) != ABSENT;
  }

  /** Whether it takes the same whenever it is made. */
  public boolean isFixed(Admission limiter) {
    boolean isPlain = of(Dimension.CALLS) == 1 && !limiter.tracksPermits();
    return isPlain || states(Dimension.OUTPUT_TOKENS);
  }

  /**
   * What such a call reserves of this limiter. An estimate of ours is never more than fits: a call
   * that may be larger takes the whole of a limit, so that it goes alone, and what it has used
   * beyond that counts when it is known.
   */
  public Weights weights(Admission limiter) {
    if (!limiter.tracksPermits() && of(Dimension.CALLS) == 1) {
      return Weights.ONE_CALL;
    }
    long[] taken = new long[amounts.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = Math.max(0, amounts[i]);
    }
    estimateTokens(taken, limiter);
    return Weights.of(taken);
  }

  private void estimateTokens(long[] taken, Admission limiter) {
    Limits limits = limiter.limits();
    long estimate = Math.min(Math.max(of(Dimension.INPUT_TOKENS), 0), Bounds.MAX_AMOUNT);
    long prompt = isEstimated ? Math.min(estimate, limits.most(Dimension.INPUT_TOKENS)) : estimate;
    long answer =
        states(Dimension.OUTPUT_TOKENS)
            ? of(Dimension.OUTPUT_TOKENS)
            : Math.min(limiter.expectedOutput(), limits.most(Dimension.OUTPUT_TOKENS));
    taken[Dimension.INPUT_TOKENS.ordinal()] = prompt;
    taken[Dimension.OUTPUT_TOKENS.ordinal()] = answer;
    if (!states(Dimension.TOKENS)) {
      taken[Dimension.TOKENS.ordinal()] = allTokens(limits, estimate, answer);
    }
  }

  private long allTokens(Limits limits, long prompt, long answer) {
    boolean isStated = states(Dimension.OUTPUT_TOKENS) && !isEstimated;
    long most = isStated ? Long.MAX_VALUE : limits.most(Dimension.TOKENS);
    long least = Math.max(isEstimated ? 0 : prompt, of(Dimension.OUTPUT_TOKENS));
    return Math.max(least, Math.min(prompt + answer, most));
  }
}
