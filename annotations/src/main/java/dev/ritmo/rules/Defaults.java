package dev.ritmo.rules;

/** The defaults of annotation elements; durations in nanoseconds. */
public final class Defaults {

  /** One minute; the limiter adds its margin. */
  public static final long MAX_WAIT = 60_000_000_000L;

  public static final int MAX_ATTEMPTS = 5;
  public static final long INITIAL_DELAY = 1_000_000_000L;
  public static final long MAX_DELAY = 60_000_000_000L;
  public static final double MULTIPLIER = 2.0;
  public static final double JITTER = 0.2;

  private Defaults() {}
}
