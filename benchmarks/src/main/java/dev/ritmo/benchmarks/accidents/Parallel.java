package dev.ritmo.benchmarks.accidents;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Option;

/** Several runs at a time, as each has one thread to itself; as a mixin. */
final class Parallel {

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "runs at a time (default: ${DEFAULT-VALUE})")
  private int threads = 2;

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  /** Uses the results in the order of the tasks, each as soon as it and those before are there. */
  <T> void run(List<? extends Callable<T>> tasks, Use<T> use) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (Callable<T> task : tasks) {
        results.add(executor.submit(task));
      }
      for (Future<T> result : results) {
        use.use(result.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      executor.shutdownNow();
    }
  }

  /** What becomes of a result. */
  @FunctionalInterface
  interface Use<T> {
    void use(T result);
  }
}
