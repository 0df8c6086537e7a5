package dev.ritmo.samples.tenants;

import java.time.Duration;
import java.util.Comparator;

/** Two users share an assistant: one asks as fast as it can, and the other does not notice. */
public final class Tenants {

  private Tenants() {}

  public static void main(String[] arguments) throws InterruptedException {
    Assistant assistant = new Assistant(prompt -> "I have read " + prompt.length() + " letters.");
    Asker noisy = new Asker(assistant, new User("noisy"), 20, Duration.ZERO);
    Asker quiet = new Asker(assistant, new User("quiet"), 10, Duration.ofMillis(300));

    Thread first = new Thread(noisy, "noisy");
    Thread second = new Thread(quiet, "quiet");
    first.start();
    second.start();
    first.join();
    second.join();

    report("noisy", noisy);
    report("quiet", quiet);
  }

  private static void report(String name, Asker asker) {
    Duration longest = asker.times().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    System.out.printf(
        "%s: %d questions, the longest took %d ms%n",
        name, asker.times().size(), longest.toMillis());
  }
}
