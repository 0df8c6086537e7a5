package org.springframework.ai.retry;

/** Stands in for the one of Spring AI, which has nothing but a message. */
public final class NonTransientAiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NonTransientAiException(String message) {
    super(message);
  }
}
