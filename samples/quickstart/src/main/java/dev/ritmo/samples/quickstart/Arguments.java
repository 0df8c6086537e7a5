package dev.ritmo.samples.quickstart;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "quickstart",
    sortOptions = false,
    exitCodeOnInvalidInput = 2,
    description =
        "Sends a batch of requests to a strict provider on this machine: bare, with back-off"
            + " only, and with both annotations.")
final class Arguments implements Callable<Integer> {

  private static final String USAGE =
      "Usage: quickstart [--calls=N] [--period=SECONDS] [--requests=N] [--threads=N]"
          + " [--policy=sliding|fixed|bucket|quantised]";
  private static final int MOST = 1_000_000;
  private static final int MOST_THREADS = 10_000;
  private static final BigDecimal LONGEST_PERIOD = BigDecimal.valueOf(86_400);
  private static final int WINDOWS = 5;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "calls that the provider admits in a period (default: 10)")
  private int calls = 10;

  @Option(
      names = "--period",
      paramLabel = "SECONDS",
      description = "the period, in seconds; decimals are fine (default: 2)")
  private BigDecimal period = BigDecimal.valueOf(2);

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "requests in the batch (default: 5 times the calls)")
  private Integer requests;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that send them (default: 16)")
  private int threads = 16;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "how the provider counts: ${COMPLETION-CANDIDATES} (default: sliding)")
  private PolicyKind policy = PolicyKind.SLIDING;

  @Option(names = "--help", usageHelp = true, description = "prints this")
  private boolean help;

  @Spec private CommandSpec spec;

  private final ToIntFunction<Scenario> program;

  private Arguments(ToIntFunction<Scenario> program) {
    this.program = program;
  }

  /** Runs the program with what the command line says; the exit code is 2 if it makes no sense. */
  static int run(ToIntFunction<Scenario> program, PrintWriter err, String... args) {
    return new CommandLine(new Arguments(program))
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, unused) -> refuse(e))
        .execute(args);
  }

  /** One line: how it is used, and what is wrong. */
  private static int refuse(ParameterException e) {
    CommandLine commandLine = e.getCommandLine();
    commandLine.getErr().println(USAGE + " - " + e.getMessage().replaceAll("\\s+", " "));
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() {
    return program.applyAsInt(scenario());
  }

  private Scenario scenario() {
    int batch = requests == null ? (int) Math.min(MOST, (long) WINDOWS * calls) : requests;
    Scenario scenario =
        new Scenario(
            within("--calls", calls, MOST),
            period(),
            within("--requests", batch, MOST),
            within("--threads", threads, MOST_THREADS),
            policy);
    try {
      scenario.policy();
    } catch (IllegalArgumentException e) {
      throw wrong("--policy=" + policy + ": " + e.getMessage());
    }
    return scenario;
  }

  private Duration period() {
    // the bounds first: a number like 1e999999999 must not be multiplied
    if (period.compareTo(LONGEST_PERIOD) > 0 || period.compareTo(new BigDecimal("0.001")) < 0) {
      throw wrong("--period must be from 0.001 to " + LONGEST_PERIOD + ", but was " + period);
    }
    return Duration.ofMillis(period.movePointRight(3).longValue());
  }

  private int within(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw wrong(option + " must be from 1 to " + most + ", but was " + value);
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
