package org.springframework.ai.retry;

/** Stands in for the one of Spring AI, which has nothing but a message. */
public final class TransientAiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TransientAiException(String message) {
    super(message);
  }
}
