package dev.ritmo.langchain4j.internal;

import dev.langchain4j.exception.NonRetriableException;
import dev.ritmo.runtime.RateLimitExceededException;

/**
 * A limiter has refused a further HTTP request within one request of a model. LangChain4j repeats
 * every failure but those of this family, and would ask again at once. {@link
 * CurrentRequest#unwrapped} turns it back into the refusal.
 */
public final class RefusedRequestException extends NonRetriableException {

  private static final long serialVersionUID = 1;

  private final RateLimitExceededException refusal;

  public RefusedRequestException(RateLimitExceededException refusal) {
    super(refusal.getMessage(), refusal);
    this.refusal = refusal;
  }

  /** What the limiter said. */
  public RateLimitExceededException refusal() {
    return refusal;
  }
}
