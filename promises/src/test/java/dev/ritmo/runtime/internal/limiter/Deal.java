package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;

/** What happens to a limiter of several dimensions, so many nanoseconds after the deal before. */
sealed interface Deal {

  long after();

  /** A new call arrives. */
  record Arrive(long after, boolean blocks, Priority priority, int calls, long tokens, long maxWait)
      implements Deal {}

  /** One of the waiting calls is interrupted or abandoned. */
  record Leave(long after, int pick) implements Deal {}

  /** The provider says that nobody is to come before then. */
  record Pause(long after, long length) implements Deal {}

  /** One of the admitted calls has failed, and is to be tried again. */
  record Retry(long after, int pick, long delay, long maxWait) implements Deal {}

  /** One of the admitted calls reports so many per cent of its tokens as used. */
  record Settle(long after, int pick, int percent) implements Deal {}

  /** One of the admitted calls has not been sent. */
  record GiveBack(long after, int pick) implements Deal {}

  /** One of the admitted calls ends. */
  record Close(long after, int pick) implements Deal {}

  /** Other limits are kept from now on. */
  record Change(long after, List<Limit> limits) implements Deal {}
}
