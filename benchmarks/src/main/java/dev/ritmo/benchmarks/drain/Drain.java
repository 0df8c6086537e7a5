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
import java.util.stream.Stream;
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

  /** Not a whole number of periods, where one rejection would cost one more. */
  private static final int QUICK_ACCIDENTS_PERCENT = 55;

  private static final int FULL_SEEDS = 3;
  private static final int FULL_ACCIDENTS = 5;

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
      names = "--accidents",
      description =
          "providers that reject for other reasons than their limits, instead of those that only"
              + " count; each run of the whole run has another number of calls")
  private boolean accidents;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      converter = ClientByName.class,
      description = "only this one, or these, as the table names them; by default all")
  private List<Client> clients = Client.ALL;

  @Option(
      names = "--runs",
      paramLabel = "NUMBER",
      description = "how many seeds in the whole run (default: 3, with accidents 5)")
  private int runs;

  @Option(
      names = "--cold",
      description =
          "with --http: nothing is warmed up, so that the first requests make their connections,"
              + " and those of the first policy load classes as well")
  private boolean cold;

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
    if (cold && !overHttp) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--cold must come with --http");
    }
    Ritmo.verify();
    Files.createDirectories(charts);
    if (!cold) {
      System.err.println("warm-up");
      new Experiment(Scenarios.WARM_UP, 0, transport(), clients).run();
    }
    Map<Scenario, List<Outcome>> results = new LinkedHashMap<>();
    for (Scenario scenario : chosen()) {
      results.put(scenario, run(scenario));
    }
    System.out.println(DrainTable.summary(results));
    return 0;
  }

  private List<Outcome> run(Scenario scenario) throws InterruptedException, IOException {
    List<Experiment.Result> results = new ArrayList<>();
    int seeds = seeds(scenario);
    for (int seed = 1; seed <= seeds; seed++) {
      System.err.printf("%s, %d of %d%n", scenario.name(), seed, seeds);
      boolean varies = scenario.adversity() != null && seeds > 1;
      Scenario sized = varies ? scenario.varied((seed - 1.0) / (seeds - 1)) : scenario;
      results.add(new Experiment(sized, seed, transport(), clients).run());
    }
    List<Outcome> medians = new ArrayList<>();
    for (int i = 0; i < results.get(0).outcomes().size(); i++) {
      int client = i;
      medians.add(Outcome.median(results.stream().map(run -> run.outcomes().get(client)).toList()));
    }
    System.out.print(DrainTable.of(scenario, medians));
    for (Experiment.Result run : results) {
      System.out.println(run.lateness());
    }
    Path chart = charts.resolve("drain-" + scenario.name() + (overHttp ? "-http" : "") + ".svg");
    Chart.of(scenario, results.get(0).outcomes()).write(chart);
    System.out.println("chart: " + chart + "\n");
    return medians;
  }

  private Transport transport() {
    return overHttp ? cold ? Transport.COLD_HTTP : Transport.HTTP : Transport.IN_PROCESS;
  }

  private int seeds(Scenario scenario) {
    int whole = scenario.adversity() == null ? FULL_SEEDS : FULL_ACCIDENTS;
    return options.isFull() ? runs > 0 ? runs : whole : 1;
  }

  private static Scenario reduced(Scenario scenario) {
    return scenario.reducedTo(
        scenario.adversity() == null ? QUICK_PERCENT : QUICK_ACCIDENTS_PERCENT);
  }

  private List<Scenario> chosen() {
    List<Scenario> all = accidents ? AccidentScenarios.ALL : Scenarios.ALL;
    return (policies.isEmpty() ? all : policies)
        .stream()
            .filter(scenario -> !overHttp || scenario.unit() == Scenario.Unit.REQUESTS)
            .map(scenario -> options.isFull() ? scenario : reduced(scenario))
            .toList();
  }

  /** Finds a scenario by its name. */
  private static final class ByName implements ITypeConverter<Scenario> {

    @Override
    public Scenario convert(String name) {
      return all()
          .filter(scenario -> scenario.name().equals(name))
          .findAny()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of %s, but was %s".formatted(names(), name)));
    }

    private static Stream<Scenario> all() {
      return Stream.concat(Scenarios.ALL.stream(), AccidentScenarios.ALL.stream());
    }

    private static String names() {
      return all().map(Scenario::name).collect(Collectors.joining(", "));
    }
  }

  /** Finds a client by its name. */
  private static final class ClientByName implements ITypeConverter<Client> {

    @Override
    public Client convert(String name) {
      return Client.ALL.stream()
          .filter(client -> client.name().equals(name))
          .findAny()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of %s, but was %s"
                          .formatted(
                              Client.ALL.stream()
                                  .map(Client::name)
                                  .collect(Collectors.joining("; ")),
                              name)));
    }
  }
}
