package dev.ritmo.processor.model;

import java.util.Optional;
import java.util.stream.Stream;

/** What a limit counts, named after the element of {@code @RateLimited}. */
public enum Dimension {
  CALLS("calls"),
  TOKENS("tokens"),
  INPUT_TOKENS("inputTokens"),
  OUTPUT_TOKENS("outputTokens"),
  CONCURRENT("concurrent");

  private final String element;

  Dimension(String element) {
    this.element = element;
  }

  /** The name of the element. */
  public String element() {
    return element;
  }

  /** The dimension of this element, if there is one. */
  public static Optional<Dimension> of(String element) {
    return Stream.of(values()).filter(dimension -> dimension.element.equals(element)).findFirst();
  }
}
