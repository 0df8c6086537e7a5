package dev.ritmo.benchmarks.cost;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What everything else is compared with, and a call that nothing governs. */
@State(Scope.Benchmark)
public class FloorBenchmark {

  private final AtomicLong shared = new AtomicLong();
  private final Governed governed = new Governed();
  private String text = "text";

  /** The least that a limiter with a clock and shared state can do: one read, one write. */
  @Benchmark
  public long floor() {
    long now = System.nanoTime();
    long seen = shared.get();
    while (!shared.compareAndSet(seen, seen + 1)) {
      seen = shared.get();
    }
    return now;
  }

  /** The body of all governed methods. */
  @Benchmark
  public String plainCall() {
    return governed.plain(text);
  }
}
