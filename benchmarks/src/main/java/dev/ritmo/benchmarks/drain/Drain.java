package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.common.Options;
import dev.ritmo.runtime.Ritmo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How fast a batch is done: all clients against providers that count in different ways. */
@Command(
    name = "drain",
    sortOptions = false,
    description =
        "Sends a batch of calls through each client to providers that count in different ways,"
            + " and compares the time with that of a client that foresees everything.",
    footer =
        "%nThe short run sends half of the calls, once; the whole run all of them, with three seeds.")
public final class Drain implements Callable<Integer> {

  private static final int QUICK_PERCENT = 50;
  private static final int FULL_SEEDS = 3;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Options options = new Options();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      converter = ByName.class,
      description = "only this one, or these; by default all")
  private List<Scenario> policies = new ArrayList<>();

  @Option(
      names = "--http",
      description =
          "over HTTP and LangChain4j, for Ritmo, resilience4j and Guava only, without tokens")
  private boolean overHttp;

  @Option(
      names = "--charts",
      paramLabel = "FOLDER",
      description = "where the charts go (default: target)")
  private Path charts = Path.of("target");

  private Drain() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Drain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (chosen().isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--http must have a policy without tokens");
    }
    Ritmo.verify();
    Files.createDirectories(charts);
    System.err.println("warm-up");
    new Experiment(Scenarios.WARM_UP, 0, overHttp).run();
    Map<Scenario, List<Outcome>> results = new LinkedHashMap<>();
    for (Scenario scenario : chosen()) {
      results.put(scenario, run(scenario));
    }
    System.out.println(DrainTable.summary(results));
    return 0;
  }

  private List<Outcome> run(Scenario scenario) throws InterruptedException, IOException {
    List<Experiment.Result> runs = new ArrayList<>();
    int seeds = options.isFull() ? FULL_SEEDS : 1;
    for (int seed = 1; seed <= seeds; seed++) {
      System.err.printf("%s, %d of %d%n", scenario.name(), seed, seeds);
      runs.add(new Experiment(scenario, seed, overHttp).run());
    }
    List<Outcome> medians = new ArrayList<>();
    for (int i = 0; i < runs.get(0).outcomes().size(); i++) {
      int client = i;
      medians.add(Outcome.median(runs.stream().map(run -> run.outcomes().get(client)).toList()));
    }
    System.out.print(DrainTable.of(scenario, medians));
    for (Experiment.Result run : runs) {
      System.out.println(run.lateness());
    }
    Path chart = charts.resolve("drain-" + scenario.name() + (overHttp ? "-http" : "") + ".svg");
    Chart.of(scenario, runs.get(0).outcomes()).write(chart);
    System.out.println("chart: " + chart + "\n");
    return medians;
  }

  private List<Scenario> chosen() {
    return Scenarios.ALL.stream()
        .filter(scenario -> policies.isEmpty() || policies.contains(scenario))
        .filter(scenario -> !overHttp || scenario.unit() == Scenario.Unit.REQUESTS)
        .map(scenario -> options.isFull() ? scenario : scenario.reducedTo(QUICK_PERCENT))
        .toList();
  }

  /** Finds a scenario by its name. */
  private static final class ByName implements ITypeConverter<Scenario> {

    @Override
    public Scenario convert(String name) {
      return Scenarios.ALL.stream()
          .filter(scenario -> scenario.name().equals(name))
          .findAny()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of %s, but was %s".formatted(names(), name)));
    }

    private static String names() {
      return Scenarios.ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }
  }
}
