package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;

/**
 * What happens to a limiter of several dimensions, a number of nanoseconds after the previous
 * event.
 */
sealed interface WeightedEvent {

  long after();

  /** A new call arrives. */
  record Arrive(long after, boolean blocks, Priority priority, int calls, long tokens, long maxWait)
      implements WeightedEvent {}

  /** One of the waiting calls is interrupted or abandoned. */
  record Leave(long after, int pick) implements WeightedEvent {}

  /** The provider asks for a pause of this length. */
  record Pause(long after, long length) implements WeightedEvent {}

  /** One of the admitted calls has failed and is retried. */
  record Retry(long after, int pick, long delay, long maxWait) implements WeightedEvent {}

  /** One of the admitted calls reports this percentage of its tokens as used. */
  record Settle(long after, int pick, int percent) implements WeightedEvent {}

  /** One of the admitted calls was not sent. */
  record GiveBack(long after, int pick) implements WeightedEvent {}

  /** One of the admitted calls ends. */
  record Close(long after, int pick) implements WeightedEvent {}

  /** The limits are replaced. */
  record Change(long after, List<Limit> limits) implements WeightedEvent {}
}
