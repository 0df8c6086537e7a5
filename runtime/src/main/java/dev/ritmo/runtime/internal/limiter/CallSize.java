package dev.ritmo.runtime.internal.limiter;

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
 */
public record CallSize(long calls, long tokens, long input, long output) {

  public static final long UNSTATED = -1;

  /** One request of which nothing is known. */
  public static final CallSize ONE_CALL = new CallSize(1, UNSTATED, UNSTATED, UNSTATED);

  /** One request with so many tokens in the prompt. */
  public static CallSize ofPrompt(long tokens) {
    return new CallSize(1, UNSTATED, tokens, UNSTATED);
  }

  /** Whether it takes the same whenever it is made. */
  public boolean isFixed(CallLimiter limiter) {
    return output != UNSTATED || (calls == 1 && !limiter.settles());
  }

  /**
   * What such a call is to reserve of this limiter. An estimate of ours is never more than fits.
   */
  public Weights weights(CallLimiter limiter) {
    if (!limiter.settles() && calls == 1) {
      return Weights.ONE_CALL;
    }
    Limits limits = limiter.limits();
    long prompt = Math.max(input, 0);
    long answer = output;
    if (answer == UNSTATED) {
      answer = Math.min(limiter.expectedOutput(), limits.most(Dimension.OUTPUT_TOKENS));
    }
    long all = tokens;
    if (all == UNSTATED) {
      long most = output == UNSTATED ? limits.most(Dimension.TOKENS) : Long.MAX_VALUE;
      all = Math.max(prompt, Math.min(prompt + answer, most));
    }
    return new Weights(calls, all, prompt, answer);
  }
}
