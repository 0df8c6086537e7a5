package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The limits in force of one limiter, for all calls or for each key. Consecutive limits with the
 * same period stand under one number, as they would in one annotation; if there is but one period,
 * under none.
 */
final class LimitOverrides {

  private static final String CONCURRENT = "concurrent";
  private static final String BURST = "burst";
  private static final String PERIOD = "period";
  private static final List<Dimension> PER_PERIOD =
      List.of(Dimension.CALLS, Dimension.TOKENS, Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS);

  private final Elements elements;
  private final List<Limit> declared;
  private final int periods;

  LimitOverrides(Elements elements, List<Limit> declared) {
    this.elements = elements;
    this.declared = declared;
    this.periods = periods(declared);
  }

  List<Limit> inForce() {
    withoutEffect().forEach(this::warn);
    List<Limit> inForce = new ArrayList<>();
    for (Limit limit : declared) {
      inForce.add(
          limit.dimension() == Dimension.SLOTS
              ? elements.orDeclared(limit, () -> concurrent(limit))
              : perPeriod(limit, periods(declared.subList(0, inForce.size() + 1))));
    }
    return inForce;
  }

  private Limit concurrent(Limit limit) {
    long amount = elements.number(CONCURRENT, Long::valueOf, limit.amount());
    return new Limit(limit.dimension(), amount, amount, limit.period(), limit.unit());
  }

  private Limit perPeriod(Limit limit, int number) {
    Elements numbered = periods == 1 ? elements : elements.numbered(number);
    return numbered.orDeclared(
        limit,
        () -> {
          long amount = numbered.number(nameOf(limit.dimension()), Long::valueOf, limit.amount());
          long burst = burst(limit, amount);
          return new Limit(
              limit.dimension(),
              amount,
              limit.dimension() == Dimension.CALLS
                  ? numbered.number(BURST, Long::valueOf, burst)
                  : burst,
              numbered.number(PERIOD, Long::valueOf, limit.period()),
              numbered.text(PERIOD) == null ? limit.unit() : numbered.unit(limit.unit()));
        });
  }

  /** A burst of everything follows the amount; a smaller one stays, as far as it can. */
  private static long burst(Limit limit, long amount) {
    return limit.burst() == limit.amount() ? amount : Math.min(limit.burst(), amount);
  }

  /** How many periods there are, one after the other. */
  private static int periods(List<Limit> limits) {
    long[] lengths =
        limits.stream()
            .filter(limit -> limit.dimension() != Dimension.SLOTS)
            .mapToLong(Limit::periodNanos)
            .toArray();
    int periods = 0;
    for (int i = 0; i < lengths.length; i++) {
      periods += i == 0 || lengths[i] != lengths[i - 1] ? 1 : 0;
    }
    return periods;
  }

  /**
   * The keys that are given and override nothing. Whoever adds a period to the code, or takes one
   * away, changes the keys, and would not notice that those in an environment have lost their use.
   */
  List<String> withoutEffect() {
    boolean isConcurrent =
        declared.stream().anyMatch(limit -> limit.dimension() == Dimension.SLOTS);
    List<String> without = new ArrayList<>();
    if (periods == 1) {
      without.addAll(notCounted(elements, 1));
    } else {
      without.addAll(keys(elements));
    }
    for (int number = 1; number <= periods && periods > 1; number++) {
      without.addAll(notCounted(elements.numbered(number), number));
    }
    without.addAll(keys(elements.numbered(periods == 1 ? 1 : periods + 1)));
    if (!isConcurrent) {
      without.addAll(elements.given(CONCURRENT).toList());
    }
    return without;
  }

  /** The keys for what is not limited in the period of that number. */
  private List<String> notCounted(Elements numbered, int number) {
    List<Dimension> counted = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Dimension dimension = declared.get(i).dimension();
      if (dimension != Dimension.SLOTS && periods(declared.subList(0, i + 1)) == number) {
        counted.add(dimension);
      }
    }
    List<String> names =
        PER_PERIOD.stream()
            .filter(dimension -> !counted.contains(dimension))
            .map(LimitOverrides::nameOf)
            .toList();
    Stream<String> burst = counted.contains(Dimension.CALLS) ? Stream.empty() : Stream.of(BURST);
    return numbered.given(Stream.concat(names.stream(), burst).toArray(String[]::new)).toList();
  }

  private void warn(String key) {
    System.getLogger("dev.ritmo")
        .log(
            System.Logger.Level.WARNING,
            "Ignored {0}: it overrides none of the limits in the code, {1}. With several periods"
                + " each has a number, as in {2}",
            key,
            declared,
            elements.numbered(1).key(nameOf(Dimension.CALLS)));
  }

  private static List<String> keys(Elements elements) {
    Stream<String> amounts = PER_PERIOD.stream().map(LimitOverrides::nameOf);
    return elements
        .given(Stream.concat(amounts, Stream.of(BURST, PERIOD)).toArray(String[]::new))
        .toList();
  }

  private static String nameOf(Dimension dimension) {
    return switch (dimension) {
      case CALLS -> "calls";
      case TOKENS -> "tokens";
      case INPUT_TOKENS -> "inputTokens";
      case OUTPUT_TOKENS -> "outputTokens";
      case SLOTS -> CONCURRENT;
    };
  }
}
