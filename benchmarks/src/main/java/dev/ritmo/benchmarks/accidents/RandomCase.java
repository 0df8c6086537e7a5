package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Accident;
import dev.ritmo.benchmarks.provider.Accident.Cut;
import dev.ritmo.benchmarks.provider.Accident.Flow;
import dev.ritmo.benchmarks.provider.Accident.Noise;
import dev.ritmo.benchmarks.provider.Accident.Outage;
import dev.ritmo.benchmarks.provider.Accident.Slow;
import dev.ritmo.benchmarks.provider.Accident.StrayAt;
import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Limits, a provider, accidents and a load, all drawn from one seed. */
final class RandomCase {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private static final int[] SECONDS = {1, 2, 5, 10, 30, 60, 300, 600, 3600};
  private static final int[] LONGER = {10, 30, 60, 144};
  private static final int[] SLICES = {2, 3, 4, 5, 6, 10, 12};
  private static final double SLOWER = 0.3;

  /** About so many calls at most, so that a case takes a fraction of a second. */
  private static final double CALLS = 15_000;

  private final SplittableRandom random;
  private final List<Limit> told = new ArrayList<>();
  private final List<String> traits = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /** What the limits leave per nanosecond, as they are declared and as they are. */
  private double toldRate = Double.MAX_VALUE;

  private double trueRate = Double.MAX_VALUE;
  private int trueAmount;
  private int limit;
  private long period;

  private RandomCase(long seed) {
    this.random = new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  /** Its name has its traits, and after a colon all the rest. */
  static Scenario of(long seed) {
    return new RandomCase(seed).draw();
  }

  private Scenario draw() {
    Counting counting = counting();
    Load load = load();
    List<Accident> accidents = accidents(load.duration());
    long jitter = random.nextDouble() < 0.1 ? 4 * Scenario.JITTER : Scenario.JITTER;
    if (jitter > Scenario.JITTER) {
      traits.add("jitter");
    }
    return Scenario.of(String.join(" ", traits) + ": " + text, limit, period, counting)
        .told(told.toArray(new Limit[0]))
        .with(seed -> accidents)
        .with(load)
        .jitter(jitter);
  }

  /** From one to three windows, the longer ones with less per time, one of them perhaps wrong. */
  private Counting counting() {
    double periods = random.nextDouble();
    int windows = periods < 0.6 ? 1 : periods < 0.9 ? 2 : 3;
    traits.add(windows + "-windows");
    int wrong = random.nextDouble() < 0.4 ? random.nextInt(windows) : -1;
    int amount = (int) Math.round(3 * Math.pow(100, random.nextDouble()));
    long seconds = SECONDS[random.nextInt(SECONDS.length)];
    Counting counting = window(amount, seconds, wrong == 0);
    limit = trueAmount;
    period = seconds * SECOND;
    for (int i = 1; i < windows; i++) {
      int times = LONGER[random.nextInt(LONGER.length)];
      if (seconds * times > TimeUnit.DAYS.toSeconds(1)) {
        break;
      }
      seconds *= times;
      amount = Math.max(amount + 1, (int) (amount * times * (0.2 + 0.6 * random.nextDouble())));
      counting = counting.and(window(amount, seconds, wrong == i));
    }
    if (random.nextDouble() < 0.1) {
      traits.add("punished");
      counting = counting.punishing();
    }
    return counting;
  }

  private Counting window(int amount, long seconds, boolean isWrong) {
    long nanos = seconds * SECOND;
    told.add(Limit.calls(amount, seconds, TimeUnit.SECONDS));
    trueAmount =
        isWrong ? Math.max(1, (int) (amount * (0.3 + 0.65 * random.nextDouble()))) : amount;
    toldRate = Math.min(toldRate, (double) amount / nanos);
    trueRate = Math.min(trueRate, (double) trueAmount / nanos);
    text.append(amount).append('/').append(seconds).append("s ");
    if (isWrong) {
      traits.add("wrong");
      text.append("(true ").append(trueAmount).append(") ");
    }
    return policy(trueAmount, nanos);
  }

  private Counting policy(int amount, long nanos) {
    double policy = random.nextDouble();
    if (policy < 0.5) {
      return Counting.sliding(amount, nanos);
    }
    if (policy < 0.7) {
      traits.add("fixed");
      return Counting.fixed(amount, nanos);
    }
    if (policy < 0.85) {
      traits.add("bucket");
      return Counting.bucket(amount, nanos);
    }
    int slices = SLICES[random.nextInt(SLICES.length)];
    if (amount < slices) {
      return Counting.sliding(amount, nanos);
    }
    traits.add("quantised");
    text.append("(in ").append(slices).append(") ");
    trueRate = Math.min(trueRate, (double) (amount / slices * slices) / nanos);
    return Counting.quantised(amount, nanos, slices);
  }

  private Load load() {
    long duration = (long) Math.min((double) DAY, Math.max(10 * (double) period, CALLS / toldRate));
    if (random.nextDouble() < SLOWER) {
      int workers = 4 + random.nextInt(61);
      traits.add("crowd");
      text.append("crowd of ").append(workers).append(", ");
      return new Load.Crowd(workers, duration);
    }
    double share = 0.2 * Math.pow(10, random.nextDouble());
    long interval = Math.max(1, (long) (1 / (toldRate * share)));
    List<Load.Stage> stages = new ArrayList<>();
    stages.add(new Load.Stage(0, interval));
    text.append(String.format(Locale.ROOT, "load %.2f", share));
    if (random.nextDouble() < SLOWER) {
      double light = 0.01 * Math.pow(30, random.nextDouble());
      stages.set(0, new Load.Stage(0, (long) (1 / (toldRate * light))));
      stages.add(new Load.Stage(duration / 3, interval));
      text.append(String.format(Locale.ROOT, " after %.2f", light));
      traits.add("light-first");
    }
    text.append(", ");
    return new Load.Stream(stages, duration, Load.Stream.MINUTE);
  }

  private List<Accident> accidents(long duration) {
    List<Accident> accidents = new ArrayList<>();
    if (random.nextDouble() < 0.4) {
      accidents.add(new StrayAt(time(duration)));
      traits.add("stray");
    }
    if (random.nextDouble() < 0.3) {
      accidents.add(new Noise(0.001 * Math.pow(200, random.nextDouble())));
      traits.add("random");
    }
    if (random.nextDouble() < 0.2) {
      long from = time(duration);
      long length = (long) (0.1 * SECOND + random.nextDouble() * duration / 12);
      accidents.add(new Outage(from, from + length));
      traits.add("outage");
    }
    if (random.nextDouble() < 0.2) {
      boolean isRaised = random.nextBoolean();
      long from = isRaised ? 0 : time(duration);
      accidents.add(
          new Cut(0.2 + 0.6 * random.nextDouble(), from, from + time(duration / 2) + SECOND));
      traits.add(isRaised ? "raised" : "step");
    }
    if (random.nextDouble() < 0.1) {
      long length = (long) ((1 + 60 * random.nextDouble()) * SECOND);
      accidents.add(new Slow(0.1 * random.nextDouble(), length, 0, Accident.NEVER));
      traits.add("slow");
    }
    if (random.nextDouble() < 0.15) {
      long from = time(duration);
      long interval = (long) (1 / (trueRate * (0.2 + 0.6 * random.nextDouble())));
      int atOnce = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
      long to = from + time(duration / 4) + SECOND;
      accidents.add(new Flow(Math.max(1, interval), atOnce, from, to));
      traits.add("flow");
    }
    accidents.forEach(accident -> text.append(accident.text()).append(' '));
    return accidents;
  }

  private long time(long duration) {
    return (long) (random.nextDouble() * 0.8 * duration);
  }
}
