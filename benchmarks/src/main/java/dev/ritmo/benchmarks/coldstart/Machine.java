package dev.ritmo.benchmarks.coldstart;

import dev.ritmo.testkit.Arrival;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One fresh virtual machine, with a strict provider of its own.
 *
 * @param setup how long its first requests may take to leave, in milliseconds; null for the default
 */
record Machine(
    int limit,
    Duration period,
    int callers,
    boolean once,
    Duration duration,
    @Nullable Integer setup) {

  private static final Delays.Range NONE = Delays.Range.millis(0, 0);

  /** To start, for the first answer, and to end. */
  private static final Duration SPARE = FirstRequests.FIRST_ANSWER.plusSeconds(30);

  Outcome run() throws IOException, InterruptedException {
    Path printed = Files.createTempFile("coldstart", ".txt");
    try (LocalProvider provider =
        LocalProvider.builder()
            .policy(Policy.slidingWindow(limit, period))
            .delays(new Delays(NONE, Delays.Range.millis(100, 400), NONE, 1))
            .start()) {
      Lag lag = new Lag();
      start(provider, printed);
      return outcome(Files.readAllLines(printed), provider.arrivals(), lag);
    } finally {
      Files.delete(printed);
    }
  }

  private void start(LocalProvider provider, Path printed)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(provider))
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(duration.plus(SPARE).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The virtual machine must end by itself, but did not");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "The virtual machine must end with 0, but ended with " + process.exitValue());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(LocalProvider provider) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(override("calls", limit));
    command.add(override("period", period.toMillis()));
    command.add(override("unit", "MILLISECONDS"));
    if (setup != null) {
      command.add(override("setup", setup));
    }
    command.add(FirstRequests.class.getName());
    command.addAll(
        Arrays.asList(
            new FirstRequests.Task(provider.baseUrl(), callers, once, duration).arguments()));
    return command;
  }

  private static String override(String element, Object value) {
    return "-Dritmo.limiter." + Asker.LIMITER + "." + element + "=" + value;
  }

  private Outcome outcome(List<String> lines, List<Arrival> arrivals, Lag lag) {
    List<Long> bodies = times(lines, "body");
    int served = Integer.parseInt(values(lines, "served").get(0));
    int failed = Integer.parseInt(values(lines, "failed").get(0));
    return new Outcome(
        arrivals.size(),
        (int) arrivals.stream().filter(arrival -> !arrival.admitted()).count(),
        served,
        once ? callers - served : failed,
        lag.longestMillis(bodies, arrivals),
        values(lines, "inferred"),
        lag.tell(bodies, arrivals, times(lines, "end")));
  }

  private static List<Long> times(List<String> lines, String word) {
    return values(lines, word).stream().map(Long::valueOf).toList();
  }

  private static List<String> values(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }

  /**
   * What became of the requests of a machine.
   *
   * @param lost the calls that failed, or have not ended in time where each caller calls once
   * @param lagMillis the longest time from a body to its arrival
   * @param inferred limits below the declared one
   * @param times when everything happened, for people
   */
  record Outcome(
      int requests,
      int rejected,
      int served,
      int lost,
      long lagMillis,
      List<String> inferred,
      String times) {

    boolean isClean() {
      return served > 0 && rejected == 0 && lost == 0 && inferred.isEmpty();
    }
  }
}
