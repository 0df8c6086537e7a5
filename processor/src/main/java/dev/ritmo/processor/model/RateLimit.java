package dev.ritmo.processor.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @RateLimited} as it was written.
 *
 * @param calls meaningful only if it is written
 * @param burst meaningful only if it is written
 * @param concurrent meaningful only if it is written
 * @param tokens meaningful only if it is written
 * @param inputTokens meaningful only if it is written
 * @param outputTokens meaningful only if it is written
 * @param maxWait meaningful only if it is written
 * @param plan the entry of the plan that it draws on, if it is written
 * @param fromPlan whether this was not written, but is a limit of that entry
 */
public record RateLimit(
    Place place,
    Setting<Integer> calls,
    Setting<Integer> burst,
    Setting<Integer> concurrent,
    Setting<Long> tokens,
    Setting<Long> inputTokens,
    Setting<Long> outputTokens,
    Setting<Long> period,
    Setting<TimeUnit> unit,
    Setting<String> limiter,
    Setting<String> key,
    Setting<Long> maxWait,
    Setting<String> plan,
    boolean fromPlan) {

  /** {@code RateLimited.FOREVER}. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** A limit that an annotation takes from its plan; found where the plan is named. */
  static RateLimit of(RateLimit planned, Amount amount) {
    AnnotationValue written = planned.plan.written();
    return new RateLimit(
        planned.place,
        only(Dimension.CALLS, amount, written, (int) amount.amount()),
        new Setting<>(0, null),
        only(Dimension.CONCURRENT, amount, written, (int) amount.amount()),
        only(Dimension.TOKENS, amount, written, amount.amount()),
        only(Dimension.INPUT_TOKENS, amount, written, amount.amount()),
        only(Dimension.OUTPUT_TOKENS, amount, written, amount.amount()),
        new Setting<>(Math.max(1, amount.period()), written),
        new Setting<>(amount.unit(), written),
        new Setting<>("", null),
        new Setting<>("", null),
        new Setting<>(0L, null),
        new Setting<>("", null),
        true);
  }

  private static <T> Setting<T> only(
      Dimension dimension, Amount amount, @Nullable AnnotationValue written, T value) {
    return new Setting<>(value, amount.dimension() == dimension ? written : null);
  }

  /** The value of a dimension. */
  public Setting<? extends Number> amountOf(Dimension dimension) {
    return switch (dimension) {
      case CALLS -> calls;
      case TOKENS -> tokens;
      case INPUT_TOKENS -> inputTokens;
      case OUTPUT_TOKENS -> outputTokens;
      case CONCURRENT -> concurrent;
    };
  }

  /** What is written, as limits. */
  public List<Amount> amounts() {
    return Stream.of(Dimension.values())
        .filter(dimension -> amountOf(dimension).isWritten())
        .map(this::amount)
        .toList();
  }

  private Amount amount(Dimension dimension) {
    long amount = amountOf(dimension).value().longValue();
    return switch (dimension) {
      case CONCURRENT -> Amount.atOnce(amount);
      case CALLS -> new Amount(dimension, amount, callsBackToBack(), period.value(), unit.value());
      default -> Amount.perPeriod(dimension, amount, period.value(), unit.value());
    };
  }

  /** The calls that can go back to back: all of them unless it is written. */
  public int callsBackToBack() {
    return burst.isWritten() ? burst.value() : calls.value();
  }

  /** Whether it names its limiter; the empty name is the default. */
  public boolean isNamed() {
    return !limiter.value().isEmpty();
  }

  /** Whether its limits hold for each key; the empty key is the default. */
  public boolean isKeyed() {
    return !key.value().isEmpty();
  }

  /** The limits of tokens that are written. */
  public List<TokenAmount> tokenAmounts() {
    return Stream.of(
            new TokenAmount("tokens", tokens),
            new TokenAmount("inputTokens", inputTokens),
            new TokenAmount("outputTokens", outputTokens))
        .filter(amount -> amount.setting().isWritten())
        .toList();
  }

  /** Whether it limits something per period. */
  public boolean isPerPeriod() {
    return calls.isWritten() || !tokenAmounts().isEmpty();
  }

  /** Whether a call is treated by its arguments: for its key, or its tokens. */
  public boolean differsByArguments() {
    return isKeyed() || !tokenAmounts().isEmpty();
  }

  /** Whether it limits the tokens of prompts, alone or with those of answers. */
  public boolean limitsPrompts() {
    return tokens.isWritten() || inputTokens.isWritten();
  }
}
