package dev.ritmo.benchmarks.drain;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * How many tokens each call has. Immutable.
 *
 * @param prompts as the provider counts them
 * @param estimates of the prompts, which the client knows beforehand
 * @param answers which nobody knows beforehand
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tokens(int[] prompts, int[] estimates, int[] answers) {

  private static final double ESTIMATE_ERROR = 0.1;
  private static final int ALLOWANCE = 200;

  /** Prompts and answers as they tend to be: many short ones, a few long ones. */
  static Tokens of(int calls, long seed) {
    Random random = new Random(new SplittableRandom(seed).nextLong());
    int[] prompts = new int[calls];
    int[] estimates = new int[calls];
    int[] answers = new int[calls];
    for (int call = 0; call < calls; call++) {
      prompts[call] = logNormal(random, 400, 0.8);
      double error = ESTIMATE_ERROR * (2 * random.nextDouble() - 1);
      estimates[call] = Math.max(1, (int) Math.round(prompts[call] * (1 + error)));
      answers[call] = logNormal(random, 150, 0.7);
    }
    return new Tokens(prompts, estimates, answers);
  }

  private static int logNormal(Random random, double median, double sigma) {
    return Math.max(1, (int) Math.round(median * Math.exp(sigma * random.nextGaussian())));
  }

  /** Prompt and answer together. */
  int all(int call) {
    return prompts[call] + answers[call];
  }

  /** What a client takes that cannot settle: for the answer, a little more than the mean. */
  int guess(int call) {
    return estimates[call] + ALLOWANCE;
  }
}
