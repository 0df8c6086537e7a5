package dev.ritmo.benchmarks.accidents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One run, event by event. */
@Command(
    name = "trace",
    sortOptions = false,
    description =
        "Prints what happens in one run of the table, the day or the property: seconds, what, the"
            + " call and its attempt; and what the limiter logs.")
final class TraceRun implements Callable<Integer> {

  private static final Logger LOG = Logger.getLogger("dev.ritmo");
  private static final long NANOS = 1_000_000_000L;

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Parameters(
      paramLabel = "NAME",
      description = "of the scenario, whole; or the seed of a case of the property")
  private String name = "";

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--client", defaultValue = "ritmo", description = "default: ${DEFAULT-VALUE}")
  private String client = "ritmo";

  @Option(names = "--calls", description = "how many calls a batch has")
  private int calls;

  @Option(names = "--until", description = "seconds after which it ends", defaultValue = "600")
  private long until = 600;

  /** The time of the last event, which is when the limiter logs. */
  private long now;

  @Option(names = "--changes", description = "only what the limiter logs, and what is rejected")
  private boolean changes;

  @Override
  public Integer call() {
    LOG.setLevel(Level.ALL);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(new Lines());
    Client chosen = Client.valueOf(client.toUpperCase(Locale.ROOT));
    Result result = Run.of(scenario(), chosen, seed, until * NANOS, this::print);
    System.out.println(result);
    return 0;
  }

  private void print(long time, String what, long call, int attempt) {
    boolean isShown = !changes || !(what.equals("leaves") || what.equals("served"));
    now = time;
    if (now < until * NANOS && isShown) {
      System.out.printf(Locale.ROOT, "%12.3f %-8s %d.%d%n", now / 1e9, what, call, attempt);
    }
  }

  private Scenario scenario() {
    if (name.matches("\\d+")) {
      seed = Long.parseLong(name);
      return RandomCase.of(seed);
    }
    List<Scenario> all = new ArrayList<>(TableScenarios.all());
    all.addAll(DayScenarios.all(24));
    Scenario found =
        all.stream()
            .filter(scenario -> scenario.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("There is no scenario \"" + name + '"'));
    return calls > 0 && found.load() instanceof Load.Batch batch
        ? found.with(new Load.Batch(batch.workers(), calls))
        : found;
  }

  /** What the limiter logs, among the events. */
  private final class Lines extends Handler {

    @Override
    public void publish(LogRecord entry) {
      String text = new SimpleFormatter().formatMessage(entry);
      System.out.printf(Locale.ROOT, "%12.3f %s%n", now / 1e9, text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
