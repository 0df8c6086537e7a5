package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rejections show about the limits that are really enforced, and what is kept because of it
 * beside the declared limits. Takes part in every operation on them. Not thread-safe. Times never
 * decrease from one change to the next; questions change nothing.
 *
 * <p>An implementation decides by what it is told here alone, so that it can be replaced by another
 * one.
 */
public interface Inference {

  /** Begins to infer, for limits that are kept together. */
  interface Factory {

    /** Infers nothing, whatever is rejected. */
    Factory NONE = windows -> null;

    /**
     * Made with the first rejection.
     *
     * @param windows of the declared limits
     * @return null if nothing is to be inferred
     */
    @Nullable Inference of(List<? extends DeclaredWindow> windows);
  }

  /** How a request has ended. */
  enum Outcome {
    /** The provider has done its work. */
    SERVED,
    /** It failed: what that says about limits, if anything, was told before. */
    UNKNOWN
  }

  /**
   * A copy to try what would be, as far as can be foreseen: it keeps what is kept now, and as no
   * answers come it infers nothing.
   */
  Inference forecast();

  /** The earliest time, not before {@code now}, at which the call may leave. */
  long earliest(long now, Weights weights);

  /** A call leaves. */
  void admit(long now, Weights weights);

  /** A call that was admitted at that time has not left after all. */
  void giveBack(long now, long left, Weights weights);

  /** A call that left at that time has used this much instead of what it had reserved. */
  void settle(long now, long left, Dimension dimension, long reserved, long used);

  /**
   * A request was rejected.
   *
   * @param left when it left
   * @param meant the dimension of the limit that rejected it; null if the provider does not say
   * @param stated how long the provider asks to wait, in nanoseconds; negative if it does not say
   * @param isTimely whether it has reached the provider about when it left; not if it left while
   *     connections were being made, so that more may have arrived before it than had left before
   */
  void reject(
      long now,
      long left,
      Weights weights,
      @Nullable Dimension meant,
      long stated,
      boolean isTimely);

  /**
   * A request has ended.
   *
   * @param left when it left
   * @return whether calls may leave at other times than before
   */
  boolean end(long now, long left, Weights weights, Outcome outcome);

  /**
   * The provider has reported a limit of this dimension, and that something is left of it.
   *
   * @param most the limit
   */
  void report(long now, Dimension dimension, long most);

  /** Whether an answer to come decides when calls can leave, so that their turns are not known. */
  boolean isUncertain(long now);

  /** Whether nothing is kept any more, so that it can be forgotten. */
  boolean isOver(long now);

  /**
   * Whether the rejections so far have turned out to mean nothing, so that calls which back off
   * because of them need not wait any longer; true once for each such turn.
   */
  boolean takeRelease();

  /** What is kept because of rejections for a declared limit; null if nothing. */
  @Nullable Inferred inferredFor(long now, Limit declared);

  /**
   * A limit that was inferred.
   *
   * @param limit what is kept beside the declared limit
   * @param since when it was inferred
   * @param rejected how many rejections it was inferred from
   * @param confirmed when a request beyond it was last rejected, or {@code since}
   */
  record Inferred(Limit limit, long since, int rejected, long confirmed) {}
}
