package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What a call has used, as far as it is reported. Immutable.
 *
 * <p>Numbers that a provider, a gateway or a client reports because it does not know are told from
 * usage: they must neither free what was reserved nor teach how long answers are. A provider that
 * always reports nothing would void a limit of tokens; one that reports far too much would block it
 * for years.
 */
public final class Usage {

  /** Stands for an amount that is not reported. */
  public static final long ABSENT = -1;

  /** Nothing is reported. */
  public static final Usage NONE = new Usage(null, ABSENT, ABSENT, ABSENT, true);

  /** More than the largest context of any model. */
  private static final long LARGEST_CALL = 10_000_000;

  /** No provider lets a call pass that uses up this many whole limits. */
  private static final long MOST_LIMITS = 100;

  private final @Nullable Dimension only;
  private final long amount;
  private final long input;
  private final long output;
  private final boolean isWhole;

  private Usage(@Nullable Dimension only, long amount, long input, long output, boolean isWhole) {
    this.only = only;
    this.amount = amount;
    this.input = input;
    this.output = output;
    this.isWhole = isWhole;
  }

  /** An amount of one dimension. */
  public static Usage of(Dimension dimension, long amount) {
    return new Usage(dimension, amount, ABSENT, ABSENT, true);
  }

  /** All tokens of a call: of the prompt, and of the answer. */
  public static Usage tokens(long input, long output) {
    return new Usage(null, input + output, input, output, true);
  }

  /** All tokens of a call whose answer was cut off. */
  public static Usage cutOff(long input, long output) {
    return new Usage(null, input + output, input, output, false);
  }

  /** Whether its answer is whole, so that it shows how long answers are. */
  public boolean isWhole() {
    return isWhole;
  }

  /** How much of a dimension; {@link #ABSENT} if that is not reported. */
  public long of(Dimension dimension) {
    if (only != null) {
      return only == dimension ? amount : ABSENT;
    }
    return switch (dimension) {
      case TOKENS -> amount;
      case INPUT_TOKENS -> input;
      case OUTPUT_TOKENS -> output;
      default -> ABSENT;
    };
  }

  /**
   * Whether a call can have used this under these limits. Nothing at all is no usage, as every
   * request has a prompt; an answer of no tokens beside a prompt is, as embeddings have none. An
   * amount is too large if no model can read or write it in one call, unless the limit shows that
   * something other than the tokens of models is counted.
   */
  public boolean isPossible(Limits limits) {
    if (only != null) {
      return isPossible(limits, only, amount);
    }
    return amount > 0
        && isPossible(limits, Dimension.INPUT_TOKENS, input)
        && isPossible(limits, Dimension.OUTPUT_TOKENS, output)
        && isPossible(limits, Dimension.TOKENS, amount);
  }

  private static boolean isPossible(Limits limits, Dimension dimension, long used) {
    return used <= LARGEST_CALL || used / MOST_LIMITS <= limits.most(dimension);
  }

  @Override
  public String toString() {
    return only != null
        ? only.text(amount)
        : Dimension.INPUT_TOKENS.text(input) + " and " + Dimension.OUTPUT_TOKENS.text(output);
  }
}
