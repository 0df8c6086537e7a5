package dev.ritmo.benchmarks.provider;

/**
 * Random numbers that depend on what they are for only, and not on the order in which they are
 * asked for: so all clients meet the same ones.
 */
public final class Chance {

  /** The way of a request up. */
  public static final int UP = 1;

  /** The work on it. */
  public static final int MODEL = 2;

  /** The way back. */
  public static final int DOWN = 3;

  /** Whether it is rejected at random. */
  public static final int REJECTED = 4;

  /** Where windows start. */
  public static final int PHASE = 5;

  /** When an accident starts. */
  public static final int START = 6;

  /** The random share of the back-offs of a call. */
  public static final int BACK_OFF = 7;

  /** The time from one call to the next. */
  public static final int INTERVAL = 8;

  /** The tokens of a prompt. */
  public static final int PROMPT = 9;

  /** The tokens of an answer. */
  public static final int ANSWER = 10;

  /** When the requests of a neighbour come. */
  public static final int NEIGHBOUR = 11;

  /** Whether its answer is late. */
  public static final int SLOW = 12;

  private static final double UNIT = 0x1.0p-53;

  private Chance() {}

  /** A number from 0 to below 1. */
  public static double uniform(long seed, int use, long number, long attempt) {
    long hash = mix(seed + 0x9E3779B97F4A7C15L * use);
    hash = mix(hash + 0xD1B54A32D192ED03L * number);
    hash = mix(hash + 0x8CB92BA72F3D8DD7L * attempt);
    return (hash >>> 11) * UNIT;
  }

  /** As {@link #uniform(long, int, long, long)}, of which there is one. */
  public static double uniform(long seed, int use) {
    return uniform(seed, use, 0, 0);
  }

  /** A number that is log-normal with this median. */
  public static double logNormal(long seed, int use, long number, double median, double sigma) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, use, number, 0)));
    double angle = 2 * Math.PI * uniform(seed, use, number, 1);
    return median * Math.exp(sigma * radius * Math.cos(angle));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
