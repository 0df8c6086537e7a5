package dev.ritmo.benchmarks.provider;

import dev.ritmo.benchmarks.provider.Accident.BrownOut;
import dev.ritmo.benchmarks.provider.Accident.Cut;
import dev.ritmo.benchmarks.provider.Accident.Flow;
import dev.ritmo.benchmarks.provider.Accident.Noise;
import dev.ritmo.benchmarks.provider.Accident.Outage;
import dev.ritmo.benchmarks.provider.Accident.Slow;
import dev.ritmo.benchmarks.provider.Accident.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What happens in a run, by its seed. Periods are nanoseconds. */
@FunctionalInterface
public interface Mishaps {

  /** All that happens in the run of this seed. */
  List<Accident> of(long seed);

  /** Nothing. */
  static Mishaps none() {
    return seed -> List.of();
  }

  /** The request at this place is rejected, from 0. */
  static Mishaps stray(long place) {
    return seed -> List.of(new Stray(place));
  }

  /** One of the first requests is rejected. */
  static Mishaps strayAmong(int requests) {
    return seed -> List.of(new Stray((long) (start(seed) * requests)));
  }

  /** This share of requests is rejected. */
  static Mishaps noise(double share) {
    return seed -> List.of(new Noise(share));
  }

  /** Everything is rejected for a time that begins in the middle of the second or third period. */
  static Mishaps outage(double periods, long period) {
    return seed -> {
      long from = (long) ((1.5 + start(seed)) * period);
      return List.of(new Outage(from, from + (long) (periods * period)));
    };
  }

  /** The limits are lower for a time that begins in the second period. */
  static Mishaps step(double taken, double periods, long period) {
    return seed -> {
      long from = (long) ((1 + start(seed)) * period);
      return List.of(new Cut(taken, from, from + (long) (periods * period)));
    };
  }

  /** Another program takes a share of the limit for a time that begins in the second period. */
  static Mishaps flow(double taken, double periods, int limit, long period) {
    return flow(taken, periods, limit, period, 1);
  }

  /** As {@link #flow(double, double, int, long)}, where it sends so many at once. */
  static Mishaps flow(double taken, double periods, int limit, long period, int atOnce) {
    long interval = (long) (period / (taken * limit));
    return seed -> {
      long from = (long) ((1 + start(seed)) * period);
      return List.of(new Flow(interval, atOnce, from, from + (long) (periods * period)));
    };
  }

  /** Everything is rejected from the beginning on. */
  static Mishaps outageAtStart(double periods, long period) {
    return seed -> List.of(new Outage(0, (long) (periods * period)));
  }

  /** Everything is rejected for a fifth of each of so many periods, from the second on. */
  static Mishaps flapping(int times, long period) {
    return seed -> {
      List<Accident> outages = new ArrayList<>();
      for (int i = 1; i <= times; i++) {
        long from = (long) ((i + start(seed)) * period);
        outages.add(new Outage(from, from + period / 5));
      }
      return List.copyOf(outages);
    };
  }

  /** A share of requests is rejected for a time that begins in the second period. */
  static Mishaps brownOut(double share, double periods, long period) {
    return seed -> {
      long from = (long) ((1 + start(seed)) * period);
      return List.of(new BrownOut(share, from, from + (long) (periods * period)));
    };
  }

  /** This share of requests is answered so much later, served or rejected. */
  static Mishaps slow(double share, long length) {
    return seed -> List.of(new Slow(share, length, 0, Accident.NEVER));
  }

  /** As {@link #outage}, where the rejections take so long. */
  static Mishaps hangingOutage(double periods, long period, long length) {
    return seed -> {
      long from = (long) ((1.5 + start(seed)) * period);
      long to = from + (long) (periods * period);
      return List.of(new Outage(from, to), new Slow(1, length, from, to));
    };
  }

  /** Requests in a row are rejected. */
  static Mishaps strays(long place, int count) {
    return seed -> LongStream.range(place, place + count).<Accident>mapToObj(Stray::new).toList();
  }

  /** The limits are lower from somewhere in the third period on. */
  static Mishaps lowered(double taken, long period) {
    return seed -> List.of(new Cut(taken, (long) ((2 + start(seed)) * period), Accident.NEVER));
  }

  /** The limits are lower until somewhere in the third period. */
  static Mishaps raised(double lower, long period) {
    return seed -> List.of(new Cut(lower, 0, (long) ((2 + start(seed)) * period)));
  }

  /** These, and others. */
  default Mishaps and(Mishaps others) {
    return seed -> {
      List<Accident> all = new ArrayList<>(of(seed));
      all.addAll(others.of(seed));
      return List.copyOf(all);
    };
  }

  private static double start(long seed) {
    return Chance.uniform(seed, Chance.START);
  }
}
