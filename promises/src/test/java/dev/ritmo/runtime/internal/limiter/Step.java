package dev.ritmo.runtime.internal.limiter;

/** What happens to a limiter, so many nanoseconds after the step before. */
sealed interface Step {

  long after();

  /** A new call arrives. */
  record Arrive(long after, boolean blocks, long maxWait) implements Step {}

  /** One of the waiting calls is interrupted or abandoned. */
  record Leave(long after, int pick) implements Step {}

  /** The provider says that nobody is to come before then. */
  record Pause(long after, long length) implements Step {}

  /** One of the admitted calls has failed, and is to be tried again. */
  record Retry(long after, int pick, long delay, long maxWait) implements Step {}
}
