package dev.ritmo.benchmarks.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts workers, with a class path that has the compilers and the processor on it. */
record Machine(String classPath, Path folder) {

  /** Compiles once, for the weaver to have something. */
  void prepare() throws IOException, InterruptedException {
    run(List.of());
  }

  /** What each step took in nanoseconds, all in one machine. */
  List<Long> warm(List<Step> steps) throws IOException, InterruptedException {
    return run(steps).map(line -> Long.parseLong(line.split(" ", -1)[1])).toList();
  }

  /** What a machine took that takes one step only, its own start and end included. */
  long fresh(Step step) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    run(List.of(step));
    return System.nanoTime() - begin;
  }

  private Stream<String> run(List<Step> steps) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, Worker.class.getName(), folder.toString()));
    steps.forEach(step -> command.add(step.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a worker must end well, but did not");
    }
    return printed.lines();
  }
}
