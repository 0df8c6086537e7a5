package dev.ritmo.benchmarks.provider;

import java.util.regex.Pattern;

/**
 * What makes a provider reject requests beyond its limits. Immutable: everything depends on the
 * request. Times are nanoseconds since the start of the run.
 */
public sealed interface Accident {

  /** A time that never comes. */
  long NEVER = Long.MAX_VALUE;

  /** How long it rejects requests like this one; 0 if it does not reject it. */
  default long refusal(Arrival arrival) {
    return 0;
  }

  /** How much longer than others it takes to answer a request like this one. */
  default long delay(Arrival arrival) {
    return 0;
  }

  /** The share of the limits that is left. */
  default double share(long now) {
    return 1;
  }

  /** The next time at which that share changes. */
  default long nextChange(long now) {
    return NEVER;
  }

  /** Whether a client that foresees everything has to put up with it as well. */
  default boolean isLasting() {
    return true;
  }

  /** When all is as before; {@link #NEVER} if there is nothing to come back from. */
  default long end() {
    return NEVER;
  }

  /** Its name and numbers, times in seconds. */
  default String text() {
    return Pattern.compile("(?<=[a-z]=)\\d{7,}")
        .matcher(toString())
        .replaceAll(time -> Math.round(Long.parseLong(time.group()) / 1e6) / 1e3 + "s");
  }

  /**
   * A request at the provider.
   *
   * @param now when it arrives
   * @param previous when the one before it arrived; -1 if it is the first
   * @param place its place among all that arrive, from 0
   * @param call the call that it belongs to
   * @param attempt of that call, from 0
   */
  record Arrival(long seed, long now, long previous, long place, long call, int attempt) {}

  /** One request is rejected, whatever it is. */
  record Stray(long place) implements Accident {

    @Override
    public long refusal(Arrival arrival) {
      return arrival.place == place ? 1 : 0;
    }

    @Override
    public boolean isLasting() {
      return false;
    }
  }

  /** The first request from a time on is rejected. */
  record StrayAt(long time) implements Accident {

    @Override
    public long refusal(Arrival arrival) {
      return arrival.previous < time && arrival.now >= time ? 1 : 0;
    }

    @Override
    public boolean isLasting() {
      return false;
    }
  }

  /** This share of all requests is rejected. */
  record Noise(double share) implements Accident {

    @Override
    public long refusal(Arrival arrival) {
      double chance = Chance.uniform(arrival.seed, Chance.REJECTED, arrival.call, arrival.attempt);
      return chance < share ? 1 : 0;
    }

    @Override
    public boolean isLasting() {
      return false;
    }
  }

  /** Everything is rejected for a time. */
  record Outage(long from, long to) implements Accident {

    @Override
    public long refusal(Arrival arrival) {
      return arrival.now >= from && arrival.now < to ? to - arrival.now : 0;
    }

    @Override
    public long end() {
      return to;
    }
  }

  /** For a time, this share of all requests is answered so much later, served or rejected. */
  record Slow(double share, long length, long from, long to) implements Accident {

    @Override
    public long delay(Arrival arrival) {
      boolean isDuring = arrival.now >= from && arrival.now < to;
      double chance = Chance.uniform(arrival.seed, Chance.SLOW, arrival.call, arrival.attempt);
      return isDuring && chance < share ? length : 0;
    }
  }

  /** For a time the limits are lower: a neighbour, or a limit that is raised later on. */
  record Cut(double taken, long from, long to) implements Accident {

    @Override
    public double share(long now) {
      return now >= from && now < to ? 1 - taken : 1;
    }

    @Override
    public long nextChange(long now) {
      return now < from ? from : now < to ? to : NEVER;
    }

    @Override
    public long end() {
      return to;
    }
  }

  /** For a time, this share of all requests is rejected. */
  record BrownOut(double share, long from, long to) implements Accident {

    @Override
    public long refusal(Arrival arrival) {
      boolean isDuring = arrival.now >= from && arrival.now < to;
      return isDuring ? new Noise(share).refusal(arrival) : 0;
    }

    @Override
    public boolean isLasting() {
      return false;
    }

    @Override
    public long end() {
      return to;
    }
  }

  /**
   * Another program sends requests for a time, which count like any others: one every so often, or
   * as many at once every so many times as often.
   */
  record Flow(long interval, int atOnce, long from, long to) implements Accident {

    /** When its request of this number arrives. */
    long arrival(long seed, long number) {
      long group = number / atOnce;
      double late = Chance.uniform(seed, Chance.NEIGHBOUR, group, 0);
      return from + (long) ((group + late) * interval * atOnce);
    }

    @Override
    public long end() {
      return to;
    }
  }
}
