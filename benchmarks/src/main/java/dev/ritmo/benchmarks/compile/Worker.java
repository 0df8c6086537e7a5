package dev.ritmo.benchmarks.compile;

import java.io.IOException;
import java.nio.file.Path;

/** A virtual machine that takes steps of a build, and prints what each took. */
final class Worker {

  private Worker() {}

  /** The folder, then the steps, as often as they are given. */
  public static void main(String... args) throws IOException {
    Builder builder = new Builder(new Folders(Path.of(args[0])));
    if (args.length == 1) {
      builder.prepare();
    }
    for (int i = 1; i < args.length; i++) {
      System.out.println(args[i] + " " + builder.take(Step.valueOf(args[i])));
    }
  }
}
