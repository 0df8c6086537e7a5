package dev.ritmo.benchmarks.drain;

import java.util.List;

/**
 * A way to keep a limit.
 *
 * @param name as in the table
 * @param overHttp whether it takes part there
 * @param limiting puts it around a caller that knows no limit
 */
record Client(String name, boolean overHttp, Limiting limiting) {

  /** All of them, in the order of the table. */
  static final List<Client> ALL =
      List.of(
          new Client("Ritmo", true, (bare, terms) -> new Governed(bare)::retried),
          new Client("Ritmo, limiter only", false, (bare, terms) -> new Governed(bare)::limited),
          new Client("resilience4j", true, Peers::resilience4j),
          new Client("Bucket4j", false, Peers::bucket4j),
          new Client("Guava", true, Peers::guava),
          new Client("Failsafe smooth", false, Peers::failsafeSmooth),
          new Client("Failsafe bursty", false, Peers::failsafeBursty),
          new Client("SmallRye rolling", false, Peers::smallRye));

  /** Puts a limiter, and a retry, around a caller. */
  @FunctionalInterface
  interface Limiting {

    Caller around(Caller bare, Terms terms);
  }
}
