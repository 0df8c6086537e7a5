package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;

/**
 * What is known of what a call takes, before it is made. What is not stated is estimated: the
 * tokens of the answer from the last answers, and all of them from those of the prompt and the
 * answer. Immutable.
 *
 * @param calls requests that it sends
 * @param tokens of prompt and answer together at most; {@link #UNSTATED} if that is not known
 * @param input tokens of the prompt; likewise
 * @param output tokens of the answer at most; likewise
 * @param isEstimated whether the tokens of the prompt are an estimate of ours, and not stated by
 *     the program: it may be wrong, so that it is no reason to refuse a call for ever
 */
public record CallSize(long calls, long tokens, long input, long output, boolean isEstimated) {

  public static final long UNSTATED = -1;

  /** One request of which nothing is known. */
  public static final CallSize ONE_CALL = new CallSize(1, UNSTATED, UNSTATED, UNSTATED);

  /** What a program states. */
  public CallSize(long calls, long tokens, long input, long output) {
    this(calls, tokens, input, output, false);
  }

  /** One request with so many tokens in the prompt, as is estimated. */
  public static CallSize ofPrompt(long tokens) {
    return new CallSize(1, UNSTATED, tokens, UNSTATED, true);
  }

  /** Whether it takes the same whenever it is made. */
  public boolean isFixed(CallLimiter limiter) {
    return output != UNSTATED || (calls == 1 && !limiter.settles());
  }

  /**
   * What such a call is to reserve of this limiter. An estimate of ours is never more than fits: a
   * call that may be larger takes the whole of a limit, so that it goes alone, and what it has used
   * beyond that counts when it is known.
   */
  public Weights weights(CallLimiter limiter) {
    if (!limiter.settles() && calls == 1) {
      return Weights.ONE_CALL;
    }
    Limits limits = limiter.limits();
    long estimate = Math.min(Math.max(input, 0), Bounds.MAX_AMOUNT);
    long prompt = isEstimated ? Math.min(estimate, limits.most(Dimension.INPUT_TOKENS)) : estimate;
    long answer = output;
    if (answer == UNSTATED) {
      answer = Math.min(limiter.expectedOutput(), limits.most(Dimension.OUTPUT_TOKENS));
    }
    long all = tokens;
    if (all == UNSTATED) {
      boolean isStated = output != UNSTATED && !isEstimated;
      long most = isStated ? Long.MAX_VALUE : limits.most(Dimension.TOKENS);
      long least = Math.max(isEstimated ? 0 : estimate, output);
      all = Math.max(least, Math.min(estimate + answer, most));
    }
    return new Weights(calls, all, prompt, answer);
  }
}
