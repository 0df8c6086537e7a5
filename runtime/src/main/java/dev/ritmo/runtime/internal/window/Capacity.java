package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * All limits that the calls of one key have to keep, on one level or on two: those of the key, and
 * those over all keys. What is admitted counts on each level; what answers teach belongs to the
 * level that stands for the account with the provider. Not thread-safe. Times never decrease from
 * one change to the next.
 */
public interface Capacity {

  /** Whether {@link #tryTakeOne} does all that an admission has to do. */
  boolean isPlain();

  /** Counts one call from now on if it fits, and takes a slot; only where this {@link #isPlain}. */
  boolean tryTakeOne(long now);

  /** The limit that a call exceeds even if nothing else counts; null if there is none. */
  @Nullable Limit tooSmallFor(Weights weights);

  /** The earliest time, not before {@code now}, at which the call keeps every limit but slots. */
  long earliest(long now, Weights weights);

  /**
   * Counts a call and takes a slot.
   *
   * @param from when it begins to count; not before {@code now}, when it leaves
   */
  void admit(long now, long from, Weights weights);

  /** Counts a call from an earlier time than was expected. */
  void advance(long now, Advance advance, Weights held);

  /** Frees the slot of a call. */
  void releaseSlot();

  /**
   * Undoes an admission, but not its slot.
   *
   * @param held what counts of the call
   * @return whether any of it was still counting
   */
  boolean giveBack(long now, CallTimes call, Weights held);

  /** Replaces what a call has reserved of a dimension by what it has used. */
  void settle(long now, CallTimes call, Dimension dimension, long reserved, long used);

  /** Whether answers to come decide when calls can leave. */
  boolean isUncertain(long now);

  /** Whether it matters how a call ends. */
  boolean isInferring();

  /**
   * A request was rejected although every limit was kept.
   *
   * @param meant the dimension of the limit that rejected it; null if the provider does not say
   * @param stated as for {@link Inference#reject}
   */
  void rejected(long now, CallTimes call, Weights weights, @Nullable Dimension meant, long stated);

  /**
   * A request has ended.
   *
   * @param left when it left
   * @param isWarm whether none is on its way that counts from later than its start
   * @return whether calls may leave at other times than before
   */
  boolean ended(long now, long left, Weights weights, Inference.Outcome outcome, boolean isWarm);

  /** Takes in what the provider has reported in the answer to a request. */
  void observe(long now, CallTimes call, Observation seen);

  /** See {@link Inference#takeRelease}. */
  boolean takeRelease();
}
