package dev.ritmo.benchmarks.common;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every program, as a mixin. */
public final class Options {

  @ArgGroup private Size size = new Size();

  @Option(names = "--help", usageHelp = true, description = "prints this")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  /** How much to measure. */
  private static final class Size {

    @Option(names = "--quick", description = "the short run (the default)")
    @SuppressWarnings("UnusedVariable") // it only says what is the default
    private boolean quick;

    @Option(names = "--full", description = "the whole run, for figures to be quoted")
    private boolean full;
  }

  /** Whether it is to be the whole run. */
  public boolean isFull() {
    return size.full;
  }
}
