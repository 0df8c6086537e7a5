package dev.ritmo.samples.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** One line about a batch: redrawn in place on a terminal, elsewhere repeated now and then. */
final class Progress {

  private static final int COLUMNS = 79;
  private static final int SHORTEST_BAR = 4;

  private final PrintStream out;
  private final boolean terminal;
  private final long every;
  private long due;

  /**
   * @param every the time between two lines where they cannot be redrawn
   */
  Progress(PrintStream out, boolean terminal, Duration every) {
    this.out = out;
    this.terminal = terminal;
    this.every = every.toNanos();
    this.due = System.nanoTime() + this.every;
  }

  /**
   * How a batch stands.
   *
   * @param inWindow the requests admitted in the period that ends now
   */
  record State(
      String name, int done, int requests, int inWindow, int limit, long rejected, Duration left) {

    /** Fields are padded, so that the bar does not change its length with every number. */
    String line() {
      String front = String.format("%-15s", name);
      String back =
          " %s  window %s  rejected %-4d %8s left"
              .formatted(
                  padded(done, requests), padded(inWindow, limit), rejected, Text.countdown(left));
      int width = Math.max(SHORTEST_BAR, COLUMNS - front.length() - back.length() - 2);
      int filled = (int) ((long) width * done / requests);
      String line = front + "[" + "#".repeat(filled) + ".".repeat(width - filled) + "]" + back;
      return line.substring(0, Math.min(COLUMNS, line.length())); // a second row cannot be redrawn
    }

    private static String padded(int count, int of) {
      return ("%" + Integer.toString(of).length() + "d/%d").formatted(count, of);
    }
  }

  void show(State state) {
    if (terminal) {
      out.print("\r" + state.line() + "\u001b[K");
      out.flush();
    } else if (System.nanoTime() - due >= 0) {
      out.println(state.line());
      due = System.nanoTime() + every;
    }
  }

  /** The last line of a batch, which stays. */
  void end(State state) {
    if (terminal) {
      show(state);
      out.println();
    } else {
      out.println(state.line());
    }
  }

  /**
   * Whether standard output is a terminal that lines can be redrawn on. From Java 22 on there is a
   * console elsewhere too, and it knows whether it is a terminal.
   */
  static boolean onTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
