package dev.ritmo.processor.model;

import static java.util.stream.Collectors.toCollection;

import dev.ritmo.rules.Bounds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a limit counts. All that the processor knows about a dimension is in its constant; readers,
 * rules and writers treat all dimensions alike, in this order.
 */
public enum Dimension {
  CALLS("calls", "calls", 1, Integer.MAX_VALUE, Kind.COUNTED),
  TOKENS("tokens", "tokens", Bounds.LEAST_TOKENS, Bounds.MAX_AMOUNT, Kind.RESERVED_FOR_PROMPT),
  INPUT_TOKENS("inputTokens", "tokens", 1, Bounds.MAX_AMOUNT, Kind.RESERVED_FOR_PROMPT),
  OUTPUT_TOKENS("outputTokens", "tokens", 1, Bounds.MAX_AMOUNT, Kind.RESERVED),
  CONCURRENT("concurrent", "concurrent calls", 1, Integer.MAX_VALUE, Kind.AT_ONCE);

  private enum Kind {
    /** Counted in any window of a period; known before the call. */
    COUNTED,
    /** Counted in any window of a period; reserved from an estimate, and settled. */
    RESERVED,
    /** As {@link #RESERVED}; the text of the prompt is a part of the estimate. */
    RESERVED_FOR_PROMPT,
    /** Counted at any moment. */
    AT_ONCE
  }

  private final String element;
  private final String word;
  private final long least;
  private final long most;
  private final Kind kind;

  /**
   * @param word its name in messages that list what can be limited; several dimensions may share
   *     one
   */
  Dimension(String element, String word, long least, long most, Kind kind) {
    this.element = element;
    this.word = word;
    this.least = least;
    this.most = most;
    this.kind = kind;
  }

  /** The element of {@code @RateLimited}, the field in the plan, and the method of the runtime. */
  public String element() {
    return element;
  }

  /** The smallest amount that a limit can have. */
  public long least() {
    return least;
  }

  /** The largest amount that a limit can have. */
  public long most() {
    return most;
  }

  /** Whether it is counted in windows of a period; otherwise at any moment. */
  public boolean isPerPeriod() {
    return kind != Kind.AT_ONCE;
  }

  /** Whether a call reserves an estimated amount, which is settled when it has ended. */
  public boolean isReserved() {
    return kind == Kind.RESERVED || countsPrompts();
  }

  /** Whether the text of the prompt counts. */
  public boolean countsPrompts() {
    return kind == Kind.RESERVED_FOR_PROMPT;
  }

  /** What can be limited: {@code calls, tokens or concurrent calls}. */
  public static String words() {
    return alternatives(dimension -> true, dimension -> dimension.word);
  }

  /** What can be limited per period: {@code calls or tokens}. */
  public static String wordsPerPeriod() {
    return alternatives(Dimension::isPerPeriod, dimension -> dimension.word);
  }

  /** The elements that limit prompts: {@code tokens or inputTokens}. */
  public static String elementsOfPrompts() {
    return alternatives(Dimension::countsPrompts, Dimension::element);
  }

  private static String alternatives(Predicate<Dimension> which, Function<Dimension, String> name) {
    Deque<String> names =
        Stream.of(values())
            .filter(which)
            .map(name)
            .distinct()
            .collect(toCollection(ArrayDeque::new));
    String last = names.removeLast();
    return names.isEmpty() ? last : String.join(", ", names) + " or " + last;
  }
}
