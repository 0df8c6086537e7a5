package dev.ritmo.benchmarks.drain;

import java.util.List;

/**
 * A way to keep a limit.
 *
 * @param name as in the table
 * @param overHttp whether it takes part there
 * @param weighs whether it can take more than one at a time of a limit
 * @param endures whether it gets anywhere where requests are rejected for no good reason
 * @param limiting puts it around a caller that knows no limit
 */
record Client(String name, boolean overHttp, boolean weighs, boolean endures, Limiting limiting) {

  /** All of them, in the order of the table. */
  static final List<Client> ALL =
      List.of(
          new Client("Ritmo", true, true, true, Client::ritmo),
          new Client("Ritmo, plain", true, true, true, Client::ritmoPlain),
          new Client("Ritmo, limiter only", false, true, false, Client::ritmoLimiterOnly),
          new Client("resilience4j", true, true, true, Peers::resilience4j),
          new Client("Bucket4j", false, true, true, Peers::bucket4j),
          new Client("Guava", true, true, true, Peers::guava),
          new Client("Failsafe smooth", false, true, true, Peers::failsafeSmooth),
          new Client("Failsafe bursty", false, true, true, Peers::failsafeBursty),
          new Client("SmallRye rolling", false, false, false, Peers::smallRye));

  boolean takesPart(Scenario scenario, boolean isOverHttp) {
    boolean isEndurable = endures || scenario.adversity() == null;
    return isEndurable
        && (overHttp || !isOverHttp)
        && (weighs || scenario.unit() == Scenario.Unit.REQUESTS);
  }

  private static Caller ritmo(Caller bare, Terms terms) {
    Tokens tokens = terms.tokens();
    if (terms.beside() != null) {
      return Programmed.inferring(bare, terms, terms.beside());
    }
    return tokens == null ? new Governed(bare)::retried : Metered.retried(bare, terms, tokens);
  }

  private static Caller ritmoPlain(Caller bare, Terms terms) {
    Tokens tokens = terms.tokens();
    if (terms.beside() != null) {
      return Programmed.plain(bare, terms, terms.beside());
    }
    return tokens == null ? new Governed(bare)::plain : Metered.plain(bare, terms, tokens);
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
