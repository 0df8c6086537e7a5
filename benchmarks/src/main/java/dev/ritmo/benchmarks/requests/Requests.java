package dev.ritmo.benchmarks.requests;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures AI services, tokens and connections, each against a strict provider of its own. */
@Command(
    name = "requests",
    sortOptions = false,
    description =
        "Sends requests of LangChain4j over HTTP under Ritmo's limits: AI services with rounds of"
            + " tools, answers of different sizes under a limit of tokens, and many models over one"
            + " HTTP client. The ratio is to the optimum of a client that foresees every delay. Exits"
            + " with 1 if the provider rejected anything, or a limit was exceeded.")
public final class Requests implements Callable<Integer> {

  private static final String ROW = "%-28s%10s%10s%14s%12s%10s   %s%n";

  @Option(names = "--callers", paramLabel = "N", description = "AI services (default: 20)")
  private int callers = 20;

  @Option(names = "--rounds", paramLabel = "N", description = "rounds of tools (default: 8)")
  private int rounds = 8;

  @Option(names = "--calls", paramLabel = "N", description = "requests in a period (default: 10)")
  private int calls = 10;

  @Option(names = "--period", paramLabel = "SECONDS", description = "the period (default: 2)")
  private int period = 2;

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  private Requests() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Requests()).execute(args));
  }

  /**
   * What one measurement has shown.
   *
   * @param largest the most that arrived within one period
   */
  record Outcome(
      String name,
      int requests,
      int rejected,
      long largest,
      long limit,
      double ratio,
      String note) {

    boolean isClean() {
      return rejected == 0 && largest <= limit;
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(ROW, "", "requests", "rejected", "most/period", "limit", "ratio", "");
    boolean isClean = show(ToolRounds.run(callers, rounds, calls, Duration.ofSeconds(period)));
    isClean &= show(TokenBudget.run(false));
    isClean &= show(TokenBudget.run(true));
    isClean &= show(SharedConnections.run(500));
    isClean &= show(SharedConnections.run(5_000));
    return isClean ? 0 : 1;
  }

  private static boolean show(Outcome outcome) {
    System.out.printf(
        ROW,
        outcome.name(),
        outcome.requests(),
        outcome.rejected(),
        outcome.largest(),
        outcome.limit(),
        Double.isNaN(outcome.ratio()) ? "" : "%.3f".formatted(outcome.ratio()),
        outcome.note());
    return outcome.isClean();
  }
}
