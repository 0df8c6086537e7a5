package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Delays.Range;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A batch and the provider that it goes to.
 *
 * @param name as on the command line
 * @param title for people
 * @param calls the size of the batch
 * @param threads that take the calls, all from one list
 * @param unit what the limit is about
 * @param limit what the clients are told, per period
 * @param period the period of the limit
 * @param counting how the provider counts requests, which nobody is told
 * @param foreseen how it counts them for a client that foresees everything and is never rejected
 * @param adversity what the provider is instead, where it rejects for other reasons than its limits
 */
record Scenario(
    String name,
    String title,
    int calls,
    int threads,
    Unit unit,
    int limit,
    Duration period,
    Counting counting,
    Counting foreseen,
    @Nullable Adversity adversity) {

  /** The spread of the time that a request takes to the provider. */
  static final Duration JITTER = Duration.ofMillis(50);

  /** This with a part of its calls. */
  Scenario reducedTo(int percent) {
    return withCalls(calls * percent / 100);
  }

  /** This with as many calls as it has, half a period fewer or more, or something in between. */
  Scenario varied(double share) {
    double periods = 6;
    return withCalls((int) Math.round(calls + (share - 0.5) * calls / periods));
  }

  private Scenario withCalls(int number) {
    return new Scenario(
        name, title, number, threads, unit, limit, period, counting, foreseen, adversity);
  }

  Policy policy(long seed) {
    return adversity != null ? adversity.policy(seed) : counting.policy(phase(seed));
  }

  /** What the calls take of a limit of tokens; null where only requests count. */
  @Nullable Tokens tokens(long seed) {
    return unit == Unit.TOKENS ? Tokens.of(calls, seed) : null;
  }

  /** A new account with the provider. */
  Account account(long seed, @Nullable Tokens tokens) {
    if (adversity != null) {
      return adversity.account(seed, calls);
    }
    return tokens == null ? Account.of(policy(seed)) : new TokenAccount(tokens, limit, period);
  }

  Delays delays(long seed) {
    return new Delays(
        new Range(Duration.ZERO, JITTER), Range.millis(100, 400), Range.millis(0, 50), seed);
  }

  /** The least time for the batch, when it starts at this time of the policy's clock. */
  Duration optimum(long seed, Duration start) {
    if (adversity != null) {
      Account foreseen = adversity.foreseen(seed, calls);
      Duration all = TokenOptimum.of(foreseen, delays(seed), calls, threads, Duration.ZERO);
      return Duration.ofNanos((long) (all.toNanos() / adversity.left(seed)));
    }
    Tokens tokens = tokens(seed);
    if (tokens != null) {
      return TokenOptimum.of(account(seed, tokens), delays(seed), calls, threads, start);
    }
    return Optimum.of(foreseen.policy(phase(seed)), delays(seed), calls, threads, start);
  }

  /** Whether a rejection says when to come back. */
  boolean statesTime() {
    return adversity == null;
  }

  private Duration phase(long seed) {
    double share = new SplittableRandom(seed).nextDouble();
    return Duration.ofNanos((long) (share * period.toNanos()));
  }

  /** What a limit is about. */
  enum Unit {
    REQUESTS("requests"),
    TOKENS("tokens");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Makes a new policy whose windows, if it has any, start at this phase. */
  @FunctionalInterface
  interface Counting {

    Policy policy(Duration phase);
  }
}
