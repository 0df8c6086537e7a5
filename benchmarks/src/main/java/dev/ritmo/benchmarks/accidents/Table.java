package dev.ritmo.benchmarks.accidents;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batches under accidents, against a client that foresees everything and against plain. */
@Command(
    name = "table",
    sortOptions = false,
    description =
        "Runs batches of ten sizes, all with the same seeds, and prints their time over that of a"
            + " client that foresees everything, or of plain: median and 90th percentile; the"
            + " share of rejected requests; the periods until the full rate is back; the batches"
            + " that were not done in three times the optimum; and the most requests that left"
            + " in a period beyond the declared limit.")
final class Table implements Callable<Integer> {

  private static final int SIZES = 10;
  private static final int PATIENCE = 3;
  private static final String HEAD = "%-33s%-7s%14s%14s%10s%15s%8s%8s%n";

  @Mixin private Parallel parallel = new Parallel();

  @Option(names = "--only", paramLabel = "TEXT", description = "scenarios whose names have this")
  private String only = "";

  @Option(
      names = "--seeds",
      defaultValue = "20",
      description = "how many seeds (default: ${DEFAULT-VALUE})")
  private int seeds = 20;

  @Option(
      names = "--from",
      defaultValue = "1",
      description = "the first seed (default: ${DEFAULT-VALUE})")
  private long from = 1;

  @Option(names = "--client", paramLabel = "NAME", description = "ritmo or plain; by default both")
  private List<String> clients = new ArrayList<>();

  @Option(names = "--stated", description = "rejections state a time, in whole seconds")
  private boolean stated;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        Locale.ROOT, HEAD, "", "", "x optimum", "x plain", "rejected", "back", "undone", "beyond");
    List<Callable<String>> lines = new ArrayList<>();
    for (Scenario scenario : TableScenarios.all()) {
      if (scenario.name().contains(only)) {
        lines.add(() -> lines(scenario.stating(stated)));
      }
    }
    parallel.run(lines, System.out::print);
    return 0;
  }

  private String lines(Scenario scenario) {
    List<Trial> trials = new ArrayList<>();
    for (long seed = from; seed < from + seeds; seed++) {
      for (int size = 0; size < SIZES; size++) {
        trials.add(trial(scenario, size, seed));
      }
    }
    StringBuilder text = new StringBuilder();
    for (Client client : Client.values()) {
      if (isAsked(client)) {
        text.append(line(text.isEmpty() ? scenario.name() : "", client, trials));
      }
    }
    return text.toString();
  }

  private boolean isAsked(Client client) {
    return clients.isEmpty() || clients.contains(client.title());
  }

  private Trial trial(Scenario scenario, int size, long seed) {
    Load.Batch base = (Load.Batch) scenario.load();
    int less = scenario.limit() / 2;
    int calls = base.calls() - less + Math.round((float) size * scenario.limit() / (SIZES - 1));
    Load.Batch batch = new Load.Batch(base.workers(), calls);
    long optimum = Foresight.of(scenario, batch, seed);
    Map<Client, Result> results = new EnumMap<>(Client.class);
    for (Client client : Client.values()) {
      if (isAsked(client) || client == Client.PLAIN) {
        results.put(client, Run.of(scenario.with(batch), client, seed, PATIENCE * optimum));
      }
    }
    return new Trial(optimum, results);
  }

  private static String line(String name, Client client, List<Trial> trials) {
    List<Double> overOptimum = new ArrayList<>();
    List<Double> overPlain = new ArrayList<>();
    List<Double> rejected = new ArrayList<>();
    List<Double> back = new ArrayList<>();
    int undone = 0;
    int beyond = Integer.MIN_VALUE;
    for (Trial trial : trials) {
      Result result = trial.of(client);
      overOptimum.add(result.end() / trial.optimum);
      overPlain.add(result.end() / trial.of(Client.PLAIN).end()); // none if neither was done
      rejected.add(result.rejectedShare());
      back.add(result.back());
      undone += result.isDone() ? 0 : 1;
      beyond = Math.max(beyond, result.beyond());
    }
    return HEAD.formatted(
        name,
        client.title(),
        twice(new Spread(overOptimum)),
        client == Client.PLAIN ? "" : twice(new Spread(overPlain)),
        String.format(Locale.ROOT, "%.1f%%", 100 * new Spread(rejected).mean()),
        twice(new Spread(back)),
        undone == 0 ? "" : undone + "/" + trials.size(),
        beyond > 0 ? Integer.toString(beyond) : "");
  }

  private static String twice(Spread spread) {
    return spread.isEmpty() ? "" : Numbers.ratio(spread.median()) + Numbers.ratio(spread.p90());
  }

  /** One batch of all clients. */
  private record Trial(long optimum, Map<Client, Result> results) {

    Result of(Client client) {
      return Objects.requireNonNull(results.get(client));
    }
  }
}
