package dev.ritmo.benchmarks.accidents;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What accidents cost: the real limiter and the real retry against simulated providers. */
@Command(
    name = "accidents",
    description =
        "Runs Ritmo against simulated providers that reject requests for other reasons than their"
            + " limits, on virtual time, beside Ritmo that infers nothing from it (plain).",
    subcommands = {Table.class, Day.class, Property.class, TraceRun.class})
public final class Accidents implements Runnable {

  /** Held, as loggers that nobody holds forget their level. */
  private static final Logger LOG = Logger.getLogger("dev.ritmo");

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  private Accidents() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    LOG.setLevel(Level.OFF);
    System.exit(new CommandLine(new Accidents()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
