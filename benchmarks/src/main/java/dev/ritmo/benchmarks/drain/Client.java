package dev.ritmo.benchmarks.drain;

import java.util.List;

/**
 * A way to keep a limit.
 *
 * @param name as in the table
 * @param overHttp whether it takes part there
 * @param weighs whether it can take more than one at a time of a limit
 * @param limiting puts it around a caller that knows no limit
 */
record Client(String name, boolean overHttp, boolean weighs, Limiting limiting) {

  /** All of them, in the order of the table. */
  static final List<Client> ALL =
      List.of(
          new Client("Ritmo", true, true, Client::ritmo),
          new Client("Ritmo, limiter only", false, true, Client::ritmoLimiterOnly),
          new Client("resilience4j", true, true, Peers::resilience4j),
          new Client("Bucket4j", false, true, Peers::bucket4j),
          new Client("Guava", true, true, Peers::guava),
          new Client("Failsafe smooth", false, true, Peers::failsafeSmooth),
          new Client("Failsafe bursty", false, true, Peers::failsafeBursty),
          new Client("SmallRye rolling", false, false, Peers::smallRye));

  boolean takesPart(Scenario scenario, boolean isOverHttp) {
    return (overHttp || !isOverHttp) && (weighs || scenario.unit() == Scenario.Unit.REQUESTS);
  }

  private static Caller ritmo(Caller bare, Terms terms) {
    Tokens tokens = terms.tokens();
    return tokens == null ? new Governed(bare)::retried : Metered.retried(bare, terms, tokens);
  }

  private static Caller ritmoLimiterOnly(Caller bare, Terms terms) {
    Tokens tokens = terms.tokens();
    return tokens == null ? new Governed(bare)::limited : Metered.limited(bare, terms, tokens);
  }

  /** Puts a limiter, and a retry, around a caller. */
  @FunctionalInterface
  interface Limiting {

    Caller around(Caller bare, Terms terms);
  }
}
