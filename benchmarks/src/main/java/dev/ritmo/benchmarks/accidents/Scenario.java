package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Accident;
import dev.ritmo.benchmarks.provider.Chance;
import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What clients meet. Immutable.
 *
 * @param told the limits as they are declared
 * @param counting how the provider counts
 * @param limit what can be had per period when nothing is amiss, in requests
 * @param period in nanoseconds
 * @param mishaps what happens
 * @param load which calls come
 * @param jitter the longest way up in nanoseconds
 * @param tokens whether calls take tokens instead of counting as one
 * @param statesTime whether rejections say when to come back
 */
record Scenario(
    String name,
    List<Limit> told,
    Counting counting,
    int limit,
    long period,
    Mishaps mishaps,
    Load load,
    long jitter,
    boolean tokens,
    boolean statesTime) {

  static final long JITTER = 50_000_000L;
  static final int WORKERS = 32;

  private static final int PERIODS = 6;
  private static final int LONGEST_PROMPT = 4000;

  /** A batch of six periods under one limit. */
  static Scenario of(String name, int limit, long period, Counting counting) {
    Limit told = Limit.calls(limit, TimeUnit.NANOSECONDS.toSeconds(period), TimeUnit.SECONDS);
    return new Scenario(
        name,
        List.of(told),
        counting,
        limit,
        period,
        Mishaps.none(),
        new Load.Batch(WORKERS, PERIODS * limit),
        JITTER,
        false,
        false);
  }

  Limits limits() {
    return Limits.of(told.toArray(new Limit[0]));
  }

  Scenario named(String other) {
    return new Scenario(
        other, told, counting, limit, period, mishaps, load, jitter, tokens, statesTime);
  }

  Scenario with(Mishaps other) {
    return new Scenario(
        name, told, counting, limit, period, other, load, jitter, tokens, statesTime);
  }

  Scenario with(Load other) {
    return new Scenario(
        name, told, counting, limit, period, mishaps, other, jitter, tokens, statesTime);
  }

  /** This, told something else than what is enforced. */
  Scenario told(Limit... limits) {
    return new Scenario(
        name, List.of(limits), counting, limit, period, mishaps, load, jitter, tokens, statesTime);
  }

  Scenario jitter(long longest) {
    return new Scenario(
        name, told, counting, limit, period, mishaps, load, longest, tokens, statesTime);
  }

  Scenario withTokens() {
    return new Scenario(
        name, told, counting, limit, period, mishaps, load, jitter, true, statesTime);
  }

  Scenario stating(boolean times) {
    return new Scenario(name, told, counting, limit, period, mishaps, load, jitter, tokens, times);
  }

  /** What a call takes, as far as the client knows. */
  long amount(long seed, long call) {
    if (!tokens) {
      return 1;
    }
    double prompt = Chance.logNormal(seed, Chance.PROMPT, call, 400, 0.8);
    double answer = Chance.logNormal(seed, Chance.ANSWER, call, 150, 0.7);
    return 1 + Math.round(Math.min(LONGEST_PROMPT, prompt) + Math.min(LONGEST_PROMPT, answer));
  }

  /** The share of requests that noise leaves. */
  double left(long seed) {
    double left = 1;
    for (Accident accident : mishaps.of(seed)) {
      left *= accident instanceof Accident.Noise noise ? 1 - noise.share() : 1;
    }
    return left;
  }
}
