package dev.ritmo.benchmarks.compile;

import dev.ritmo.benchmarks.common.Options;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the processor and the weaver add to the compilation of many classes. */
@Command(
    name = "compile",
    sortOptions = false,
    description = "Measures what the processor and the weaver add to the compilation of classes.",
    footer = "%nThe short run takes about four minutes, the whole run about twenty.")
public final class Compile implements Callable<Integer> {

  private static final String LINE = "%-40s%12s%20s%12s%20s%n";
  private static final List<Step> STEPS = List.of(Step.values());

  @Mixin private Options options = new Options();

  @Option(
      names = "--types",
      defaultValue = "1000",
      paramLabel = "<types>",
      description = "so many classes, a tenth as many governed methods (default: ${DEFAULT-VALUE})")
  private int types;

  @Option(
      names = "--together",
      defaultValue = "1",
      paramLabel = "<methods>",
      description = "so many governed methods in one class (default: ${DEFAULT-VALUE})")
  private int together;

  @Option(
      names = "--rounds",
      paramLabel = "<rounds>",
      description = "instead of 3, or 15 with --full")
  private int rounds;

  private Compile() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Compile()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int measured = rounds > 0 ? rounds : options.isFull() ? 15 : 3;
    Path folder = Files.createTempDirectory("ritmo-compile");
    try {
      new Sources(types, together).write(folder.resolve("sources"));
      Machine machine = new Machine(classPath(), folder);
      machine.prepare();
      Rounds warm = warm(machine, measured);
      Rounds fresh = fresh(machine, measured);
      print(warm, fresh);
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private static String classPath() throws IOException {
    return Path.of(System.getProperty("classes"))
        + File.pathSeparator
        + Files.readString(Path.of(System.getProperty("compilers")));
  }

  /** All rounds in one machine; as many again come first, and are not measured. */
  private static Rounds warm(Machine machine, int measured)
      throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (int round = 0; round < 2 * measured; round++) {
      steps.addAll(STEPS);
    }
    List<Long> nanos = machine.warm(steps);
    Rounds rounds = new Rounds();
    for (int first = nanos.size() / 2; first < nanos.size(); first += STEPS.size()) {
      Map<Step, Long> round = new EnumMap<>(Step.class);
      for (int i = 0; i < STEPS.size(); i++) {
        round.put(STEPS.get(i), nanos.get(first + i));
      }
      rounds.add(round);
    }
    return rounds;
  }

  private static Rounds fresh(Machine machine, int measured)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds();
    for (int i = 0; i < measured; i++) {
      Map<Step, Long> round = new EnumMap<>(Step.class);
      for (Step step : STEPS) {
        round.put(step, machine.fresh(step));
      }
      rounds.add(round);
    }
    return rounds;
  }

  private void print(Rounds warm, Rounds fresh) {
    System.out.printf(
        "%,d classes, %,d governed methods, %d in a class, Java %s%n%n",
        types, types / 10, together, Runtime.version());
    System.out.printf(LINE, "", "warm", "x javac", "fresh", "x javac");
    for (Step step : STEPS) {
      System.out.printf(
          LINE,
          step.label(),
          warm.millis(step),
          warm.ratio(step),
          fresh.millis(step),
          fresh.ratio(step));
    }
  }
}
