package dev.ritmo.benchmarks.footprint;

import dev.ritmo.benchmarks.common.Sorted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first call in fresh virtual machines.
 *
 * @param millis from before its class is loaded, the median
 * @param most the same, the most
 * @param classes loaded meanwhile
 * @param otherMillis of the first call of another class after that, the median
 */
record StartUp(double millis, double most, double classes, double otherMillis) {

  static StartUp measure(int machines) throws IOException, InterruptedException {
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < machines; i++) {
      results.add(measureOnce());
    }
    double[] first = column(results, 0);
    return new StartUp(
        Sorted.median(first) / 1e6,
        Arrays.stream(first).max().orElse(0) / 1e6,
        Sorted.median(column(results, 1)),
        Sorted.median(column(results, 2)) / 1e6);
  }

  private static double[] column(List<double[]> results, int index) {
    return results.stream().mapToDouble(result -> result[index]).toArray();
  }

  private static double[] measureOnce() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), FirstCall.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("FirstCall must end well, but did not");
    }
    String[] numbers = printed.strip().split(" ", -1);
    return new double[] {
      Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2])
    };
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f ms, at most %.0f ms, %.0f classes loaded; the first call of another class then: %.1f ms",
        millis,
        most,
        classes,
        otherMillis);
  }
}
