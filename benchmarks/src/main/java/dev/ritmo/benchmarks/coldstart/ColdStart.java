package dev.ritmo.benchmarks.coldstart;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fresh virtual machines, one after the other, that call a strict provider at once. */
@Command(
    name = "coldstart",
    sortOptions = false,
    description =
        "Starts fresh virtual machines, one after the other. Each calls a model of LangChain4j over"
            + " HTTP under Ritmo; the provider counts arrivals in a sliding window. Exits with 1 if"
            + " it rejected anything, if a call failed, or if a lower limit was inferred.")
public final class ColdStart implements Callable<Integer> {

  private static final String ROW = "%-8s%10s%10s%8s%6s%14s   %s%n";

  @Option(names = "--machines", paramLabel = "N", description = "how many (default: 3)")
  private int machines = 3;

  @Option(names = "--calls", paramLabel = "N", description = "calls in a period (default: 5)")
  private int calls = 5;

  @Option(names = "--period", paramLabel = "SECONDS", description = "the period (default: 2)")
  private int period = 2;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description =
          "how long each machine goes on after its first answer (default: 2.5 times the period)")
  private int duration;

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "how many call again and again, and wait as long as it takes (default: 8)")
  private int callers = 8;

  @Option(
      names = "--once",
      description = "each caller calls once, and waits no longer than by default")
  private boolean once;

  @Option(
      names = "--setup",
      paramLabel = "MILLIS",
      description = "how long first requests may take to leave; 0 for the same as all others")
  private @Nullable Integer setup;

  @Option(names = "--idle", description = "without another thread that keeps a core busy")
  private boolean idle;

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  private ColdStart() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new ColdStart()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!idle) {
      BusyCore.start();
    }
    Machine machine =
        new Machine(
            calls,
            Duration.ofSeconds(period),
            callers,
            once,
            Duration.ofSeconds(duration > 0 ? duration : 5L * period / 2),
            setup);
    System.out.printf(
        ROW, "machine", "requests", "rejected", "served", "lost", "longest way", "inferred");
    List<Machine.Outcome> outcomes = new ArrayList<>();
    for (int i = 1; i <= machines; i++) {
      Machine.Outcome outcome = machine.run();
      outcomes.add(outcome);
      System.out.printf(
          ROW,
          i,
          outcome.requests(),
          outcome.rejected(),
          outcome.served(),
          outcome.lost(),
          outcome.lagMillis() + " ms",
          outcome.inferred().isEmpty() ? "nothing" : outcome.inferred());
      if (!outcome.isClean()) {
        System.out.println(outcome.times());
      }
    }
    long clean = outcomes.stream().filter(Machine.Outcome::isClean).count();
    System.out.printf(
        "%d of %d machines without a rejection, a loss or an inferred limit; %d of %d requests"
            + " rejected%n",
        clean,
        machines,
        outcomes.stream().mapToInt(Machine.Outcome::rejected).sum(),
        outcomes.stream().mapToInt(Machine.Outcome::requests).sum());
    return clean == machines ? 0 : 1;
  }
}
