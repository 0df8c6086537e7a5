package dev.ritmo.benchmarks.footprint;

import dev.ritmo.benchmarks.common.Lateness;
import dev.ritmo.benchmarks.common.Options;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jol.info.GraphLayout;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The memory of limiters, and the first call of a fresh virtual machine. */
@Command(
    name = "footprint",
    sortOptions = false,
    description = "Measures the memory of limiters, and the first call of a fresh virtual machine.",
    footer = "%nThe short run starts 5 virtual machines, the whole run 25.")
public final class Footprint implements Callable<Integer> {

  private static final String LINE = "%-36s%s%n";

  @Mixin private Options options = new Options();

  private Footprint() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Footprint()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Lateness lateness = Lateness.measure();
    StartUp startUp = StartUp.measure(options.isFull() ? 25 : 5);
    System.out.printf(LINE, "first call of a virtual machine", startUp);
    System.out.println(lateness.stop());
    System.out.println();
    Memory memory = new Memory();
    GraphLayout ten = memory.tenCalls();
    System.out.printf(LINE, "10 calls", bytes(ten.totalSize()));
    System.out.printf(LINE, "1,000,000 calls a minute", bytes(memory.millionCalls().totalSize()));
    System.out.printf(LINE, "calls, tokens, 16 slots in use", bytes(memory.allKinds().totalSize()));
    System.out.printf(LINE, "each key under 10 calls", bytes(memory.key()));
    System.out.println();
    System.out.println(new Keys().tell());
    System.out.println();
    System.out.println("10 calls, by class:");
    System.out.println(ten.toFootprint());
    return 0;
  }

  private static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes", bytes);
  }
}
