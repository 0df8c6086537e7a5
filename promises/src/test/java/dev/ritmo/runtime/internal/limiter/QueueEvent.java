package dev.ritmo.runtime.internal.limiter;

/** What happens to a limiter, a number of nanoseconds after the previous event. */
sealed interface QueueEvent {

  long after();

  /** A new call arrives. */
  record Arrive(long after, boolean blocks, long maxWait) implements QueueEvent {}

  /** One of the waiting calls is interrupted or abandoned. */
  record Leave(long after, int pick) implements QueueEvent {}

  /** The provider asks for a pause of this length. */
  record Pause(long after, long length) implements QueueEvent {}

  /** One of the admitted calls has failed and is retried. */
  record Retry(long after, int pick, long delay, long maxWait) implements QueueEvent {}
}
