package dev.ritmo.benchmarks.cost;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls that a program makes itself, with permits, under limits that are never exhausted. */
@State(Scope.Benchmark)
public class ProgramBenchmark {

  private static final int PLENTY = 1_000_000_000;
  private static final int INPUT = 400;
  private static final int OUTPUT = 150;

  private final Limiter all =
      Ritmo.limiter(
          "all",
          Limit.calls(1000, 1, TimeUnit.MICROSECONDS),
          Limit.tokens(1_000L * PLENTY, 1, TimeUnit.SECONDS),
          Limit.concurrent(1000));
  private final LimitedCall call = all.call().inputTokens(INPUT).outputTokens(OUTPUT);
  // not exact: a lane in which nothing counts is forgotten, and would be made anew for each call
  private final Limiter perKey =
      Ritmo.limiter(
          "per-key", Limits.of().perKey(Limit.calls(PLENTY, 1, TimeUnit.SECONDS)).maxKeys(1000));
  private String text = "text";

  /** The keys in turn, each thread on its own. */
  @State(Scope.Thread)
  public static class Keys {

    private final String[] keys = {"Ada", "Grace", "Edsger", "Barbara"};
    private int next;

    String next() {
      return keys[next++ & 3];
    }
  }

  /** All kinds of limits, with what the call takes stated for each call, and settled. */
  @Benchmark
  public String callsTokensAndSlots() {
    return run(all.call().inputTokens(INPUT).outputTokens(OUTPUT));
  }

  /** The same with what is stated prepared. */
  @Benchmark
  public String prepared() {
    return run(call);
  }

  /** Limits of calls for each key. */
  @Benchmark
  public String keyed(Keys keys) {
    Permit permit = perKey.call().key(keys.next()).acquire();
    permit.close();
    return text;
  }

  private String run(LimitedCall stated) {
    try (Permit permit = stated.acquire()) {
      permit.used(INPUT, OUTPUT - 1);
      return text;
    }
  }
}
