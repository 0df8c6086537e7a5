package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Classifies failures that Ritmo does not know, or that it should classify differently. Classifiers
 * are found by {@link java.util.ServiceLoader} at the first failure, and are asked before the
 * built-in ones. Implementations must be thread-safe and fast: they run on the thread that failed,
 * or that completed a future.
 */
public interface FailureClassifier {

  /**
   * Classifies a failure; null if this classifier does not know it. Called for the failure of a
   * call, then for its cause, and so on, until one is known. If the signal has no delay, no reason
   * ({@link Signal.Reason#UNKNOWN}) or no dimension, they are taken from the answer where possible.
   *
   * <p>An exception from a classifier is logged once and counts as null.
   *
   * @param failure the exception thrown, or one of its causes
   * @param answer the provider's answer; the same for all causes of a failure
   */
  @Nullable Signal classify(Throwable failure, Answer answer);
}
