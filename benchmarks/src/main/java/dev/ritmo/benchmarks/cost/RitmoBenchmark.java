package dev.ritmo.benchmarks.cost;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Calls of woven methods. */
@State(Scope.Benchmark)
public class RitmoBenchmark {

  private final Governed governed = new Governed();
  private String text = "text";
  private int number = 4711;

  /** A call under an exact limit. */
  @Benchmark
  public String exact() {
    return governed.exact(text);
  }

  /** The same with retry, which a call that succeeds should not pay for. */
  @Benchmark
  public String exactRetried() {
    return governed.exactRetried(text);
  }

  /** A call under a limit so large that it is kept coarsely. */
  @Benchmark
  public String coarse() {
    return governed.coarse(text);
  }

  /** The same with retry. */
  @Benchmark
  public String coarseRetried() {
    return governed.coarseRetried(text);
  }

  /** A call that holds a slot as well. */
  @Benchmark
  public String withSlots() {
    return governed.withSlots(text);
  }

  /** A call that takes tokens as well, of a prompt of four characters, and settles them. */
  @Benchmark
  public Object withAll() {
    return governed.withAll(text);
  }

  /** A call of one of four users. */
  @Benchmark
  public String keyed(ProgramBenchmark.Keys keys) {
    return governed.keyed(keys.next(), text);
  }

  /** A method that returns a primitive, which must not be boxed. */
  @Benchmark
  public int exactInt() {
    return governed.exactInt(number);
  }

  /** Methods in turn: with a single one, escape analysis hides what is allocated. */
  @Benchmark
  @OperationsPerInvocation(4)
  public void fourExact(Blackhole blackhole) {
    blackhole.consume(governed.exact(text));
    blackhole.consume(governed.second(text));
    blackhole.consume(governed.third(text, number));
    blackhole.consume(Governed.fourth(text));
  }

  /** Methods in turn, with retry. */
  @Benchmark
  @OperationsPerInvocation(4)
  public void fourExactRetried(Blackhole blackhole) {
    blackhole.consume(governed.exactRetried(text));
    blackhole.consume(governed.secondRetried(text));
    blackhole.consume(governed.thirdRetried(text, number));
    blackhole.consume(Governed.fourthRetried(text));
  }
}
