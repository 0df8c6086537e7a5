package dev.ritmo.benchmarks.accidents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What must hold of any limits, accidents and loads, on random ones. */
@Command(
    name = "property",
    sortOptions = false,
    description =
        "Draws declared limits of one to three periods, what is enforced, accidents and loads,"
            + " and compares what Ritmo serves, and what is rejected, with plain. Lists the cases"
            + " in which Ritmo serves less than 90 % of what plain does, and those in which"
            + " it has more than twice its rejections and ten a day.")
final class Property implements Callable<Integer> {

  private static final double ENOUGH = 0.9;
  private static final int REJECTIONS_A_DAY = 10;
  private static final double DAY = 86_400e9;

  @Mixin private Parallel parallel = new Parallel();

  @Option(
      names = "--cases",
      defaultValue = "500",
      description = "how many cases (default: ${DEFAULT-VALUE})")
  private int cases = 500;

  @Option(
      names = "--from",
      defaultValue = "1",
      paramLabel = "SEED",
      description = "the seed of the first case (default: ${DEFAULT-VALUE})")
  private long from = 1;

  @Option(
      names = "--worst",
      defaultValue = "15",
      description = "how many of the worst cases are shown (default: ${DEFAULT-VALUE})")
  private int worst = 15;

  @Override
  public Integer call() throws Exception {
    List<Callable<Outcome>> runs = new ArrayList<>();
    for (long seed = from; seed < from + cases; seed++) {
      long each = seed;
      runs.add(() -> run(each));
    }
    List<Outcome> outcomes = new ArrayList<>();
    parallel.run(runs, outcomes::add);
    print(outcomes);
    return 0;
  }

  private static Outcome run(long seed) {
    Scenario scenario = RandomCase.of(seed);
    Result plain = Run.of(scenario, Client.PLAIN, seed, Long.MAX_VALUE);
    Result ritmo = Run.of(scenario, Client.RITMO, seed, Long.MAX_VALUE);
    return new Outcome(seed, scenario, plain, ritmo);
  }

  private void print(List<Outcome> outcomes) {
    List<Outcome> poor = outcomes.stream().filter(one -> one.share() < ENOUGH).toList();
    List<Outcome> rude = outcomes.stream().filter(one -> one.isRude()).toList();
    System.out.printf(
        Locale.ROOT,
        "%d cases from %d: %d (%.1f%%) below 90 %% of plain, worst %s; %d with too many rejections;"
            + " rejected in all %d, plain %d; left beyond a declared limit in %d%n",
        outcomes.size(),
        from,
        poor.size(),
        100.0 * poor.size() / outcomes.size(),
        Numbers.percent(outcomes.stream().mapToDouble(Outcome::share).min().orElse(1)),
        rude.size(),
        outcomes.stream().mapToLong(one -> one.ritmo.rejected()).sum(),
        outcomes.stream().mapToLong(one -> one.plain.rejected()).sum(),
        outcomes.stream().filter(one -> one.ritmo.beyond() > 0).count());
    traits("below 90 %, by trait", poor, outcomes);
    cases("the worst", poor, Comparator.comparingDouble(Outcome::share));
    traits("too many rejections, by trait", rude, outcomes);
    cases(
        "the rudest",
        rude,
        Comparator.comparingDouble(one -> -(double) one.ritmo.rejected() / one.allowed()));
  }

  /** How many of them have each trait, and how many of all do. */
  private static void traits(String title, List<Outcome> found, List<Outcome> all) {
    Map<String, Integer> counts = traits(all);
    System.out.println(title + (found.isEmpty() ? ": none" : ":"));
    traits(found).entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            trait ->
                System.out.printf(
                    "%6d of %d  %s%n",
                    trait.getValue(), counts.get(trait.getKey()), trait.getKey()));
  }

  private static Map<String, Integer> traits(List<Outcome> outcomes) {
    Map<String, Integer> counts = new TreeMap<>();
    outcomes.forEach(one -> one.traits().forEach(trait -> counts.merge(trait, 1, Integer::sum)));
    return counts;
  }

  private void cases(String title, List<Outcome> outcomes, Comparator<Outcome> order) {
    if (!outcomes.isEmpty()) {
      System.out.println(title + ":");
      outcomes.stream().sorted(order).limit(worst).forEach(System.out::println);
    }
  }

  private record Outcome(long seed, Scenario scenario, Result plain, Result ritmo) {

    double share() {
      return plain.served() == 0 ? 1 : (double) ritmo.served() / plain.served();
    }

    double allowed() {
      double days = scenario.load().duration() / DAY;
      return 2 * plain.rejected() + REJECTIONS_A_DAY * Math.max(1, days);
    }

    boolean isRude() {
      return ritmo.rejected() > allowed();
    }

    Set<String> traits() {
      String traits = scenario.name().substring(0, scenario.name().indexOf(':'));
      return new TreeSet<>(List.of(traits.split(" ")));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "  %d: %s of %d served, %d rejected (plain %d), over %.0f s;%s",
          seed,
          Numbers.percent(share()),
          plain.served(),
          ritmo.rejected(),
          plain.rejected(),
          scenario.load().duration() / 1e9,
          scenario.name());
    }
  }
}
