package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Says what failures mean that Ritmo does not know, or sees otherwise. Classifiers are found by
 * {@link java.util.ServiceLoader} when something fails for the first time, and are asked before
 * those of Ritmo. Implementations are safe for use by many threads, and quick: they run on the
 * thread that failed, or on the one that completed a future.
 */
public interface FailureClassifier {

  /**
   * What a failure says; null if this classifier does not know. It is asked for the failure of a
   * call, then for its cause, and so on, until one is known. If a signal states no delay, gives no
   * reason ({@link Signal.Reason#UNKNOWN}), or does not say what a limit counts, that is taken from
   * the answer, where it says so.
   *
   * <p>A classifier that throws is logged once, and its answer is null.
   *
   * @param failure what was thrown, or one of its causes
   * @param answer what the provider answered; the same for all causes of a failure
   */
  @Nullable Signal classify(Throwable failure, Answer answer);
}
