package dev.ritmo.benchmarks.cost;

import dev.ritmo.benchmarks.common.Options;
import dev.ritmo.runtime.Ritmo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a call costs under each limiter: runs JMH in rounds and prints ratios to the floor. */
@Command(
    name = "cost",
    sortOptions = false,
    description = "Measures what a call costs, as a ratio to the floor of the same round.",
    footer =
        "%nThe short run is one round, about two minutes; the whole run five, about a quarter of an hour.")
public final class Cost implements Callable<Integer> {

  private static final int[] THREADS = {1, 8};

  @Mixin private Options options = new Options();

  private Cost() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Cost()).execute(args));
  }

  @Override
  public Integer call() throws RunnerException {
    Ritmo.verify();
    List<List<Round>> rounds = new ArrayList<>();
    for (int i = 0; i < THREADS.length; i++) {
      rounds.add(new ArrayList<>());
    }
    int count = options.isFull() ? 5 : 1;
    for (int number = 1; number <= count; number++) {
      for (int i = 0; i < THREADS.length; i++) {
        System.err.printf("round %d of %d, threads: %d%n", number, count, THREADS[i]);
        rounds.get(i).add(Round.of(new Runner(jmh(THREADS[i])).run()));
      }
    }
    for (int i = 0; i < THREADS.length; i++) {
      System.out.println(CostTable.of(THREADS[i], rounds.get(i)));
    }
    return 0;
  }

  private org.openjdk.jmh.runner.options.Options jmh(int threads) {
    return new OptionsBuilder()
        .include(Cost.class.getPackageName())
        // not the average time: one thread that is kept out by the others would be all of it
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.NANOSECONDS)
        .threads(threads)
        .forks(1)
        .jvmArgs("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m")
        .warmupIterations(5)
        .warmupTime(TimeValue.milliseconds(options.isFull() ? 300 : 200))
        .measurementIterations(5)
        .measurementTime(TimeValue.milliseconds(options.isFull() ? 200 : 100))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
