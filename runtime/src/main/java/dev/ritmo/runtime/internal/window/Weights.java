package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;

/** How much of each dimension a call takes; of slots it is always one. Immutable. */
@SuppressWarnings("EnumOrdinal") // the index into an array that is as long as the enum
public final class Weights {

  private static final int DIMENSIONS = Dimension.values().length;
  private static final int CALLS = Dimension.CALLS.ordinal();

  /** One call and nothing else. */
  public static final Weights ONE_CALL = calls(1);

  private final long[] amounts;

  private Weights(long[] amounts) {
    this.amounts = amounts;
  }

  /** What a call takes that sends this many requests. */
  public static Weights calls(long requests) {
    long[] amounts = new long[DIMENSIONS];
    amounts[CALLS] = requests;
    return of(amounts);
  }

  /**
   * What a call takes of each dimension.
   *
   * @param amounts by the ordinals of their dimensions; kept, and not to be changed any more
   */
  public static Weights of(long[] amounts) {
    amounts[Dimension.SLOTS.ordinal()] = 1;
    return new Weights(amounts);
  }

  /** These, with another amount of a dimension. */
  public Weights with(Dimension dimension, long amount) {
    long[] changed = amounts.clone();
    changed[dimension.ordinal()] = amount;
    return new Weights(changed);
  }

  /** How much of this dimension. */
  public long of(Dimension dimension) {
    return amounts[dimension.ordinal()];
  }

  /** How many requests. */
  public long calls() {
    return amounts[CALLS];
  }
}
