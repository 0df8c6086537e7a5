package dev.ritmo.benchmarks.accidents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A simulated day of calls that come whatever becomes of them, against plain. */
@Command(
    name = "day",
    sortOptions = false,
    description =
        "Sends calls for hours, each of which waits for a minute at most and is tried five times,"
            + " and prints those served, also as a share of what plain serves, those turned away"
            + " or given up, the rejected requests, and the periods until the full rate is back."
            + " Full load is exactly what the declared limit allows.")
final class Day implements Callable<Integer> {

  private static final String LINE = "%-36s%-7s%10s%10s%10s%10s%10s%8s%n";

  @Mixin private Parallel parallel = new Parallel();

  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "how long the day is (default: ${DEFAULT-VALUE})")
  private long hours = 24;

  @Option(names = "--only", paramLabel = "TEXT", description = "rows whose names have this")
  private String only = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "chooses the delays (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--stated", description = "rejections state a time, in whole seconds")
  private boolean stated;

  @Override
  public Integer call() throws Exception {
    System.out.printf(LINE, "", "", "served", "of plain", "lost", "rejected", "share", "back");
    List<Callable<String>> rows = new ArrayList<>();
    for (Scenario scenario : DayScenarios.all(hours)) {
      if (scenario.name().contains(only)) {
        rows.add(() -> row(scenario.stating(stated)));
      }
    }
    parallel.run(rows, System.out::print);
    return 0;
  }

  private String row(Scenario scenario) {
    Result plain = Run.of(scenario, Client.PLAIN, seed, Long.MAX_VALUE);
    Result ritmo = Run.of(scenario, Client.RITMO, seed, Long.MAX_VALUE);
    return line(scenario.name(), Client.RITMO, ritmo, plain) + line("", Client.PLAIN, plain, plain);
  }

  private static String line(String name, Client client, Result result, Result plain) {
    double share = (double) result.served() / plain.served();
    return String.format(
        Locale.ROOT,
        LINE,
        name,
        client.title(),
        result.served(),
        client == Client.PLAIN ? "" : Numbers.percent(share),
        result.refused() + result.failed(),
        result.rejected(),
        Numbers.percent(result.rejectedShare()),
        Double.isNaN(result.back()) ? "" : Numbers.ratio(result.back()));
  }
}
