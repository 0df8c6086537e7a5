package dev.ritmo.runtime.internal.jfr;

import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A wait: with a duration of its own where it has blocked a thread. */
@Name("dev.ritmo.Wait")
@Label("Wait")
@Description("A call had to wait")
final class RecordedWait extends RecordedEvents.OfLimiter {

  @Label("Limiter")
  @Nullable String limiter;

  @Label("Method")
  @Nullable String method;

  @Label("Cause")
  @Description("What the call waited for longest: limit, slot, pause, backoff, shared")
  @Nullable String cause;

  @Label("Limit in the Way")
  @Nullable String limit;

  @Label("Outcome")
  @Description("admitted, refused or abandoned")
  @Nullable String outcome;

  @Label("Waited")
  @Timespan
  long waited;

  @Label("Waited for a Limit")
  @Timespan
  long forLimit;

  @Label("Waited for a Slot")
  @Timespan
  long forSlot;

  @Label("Waited for the End of a Pause")
  @Timespan
  long forPause;

  @Label("Waited for the End of a Back-off")
  @Timespan
  long forBackoff;

  @Label("Waited for Limits over All Keys")
  @Timespan
  long forShared;

  private void fill(
      String name, String ofMethod, WaitRecording.End end, WaitTimes times, @Nullable Limit in) {
    limiter = name;
    method = ofMethod;
    cause = times.longest().label();
    limit = RecordedEvents.text(in);
    outcome = RecordedEvents.lower(end);
    forLimit = times.of(WaitCause.LIMIT);
    forSlot = times.of(WaitCause.SLOT);
    forPause = times.of(WaitCause.PAUSE);
    forBackoff = times.of(WaitCause.BACKOFF);
    forShared = times.of(WaitCause.SHARED);
    waited = forLimit + forSlot + forPause + forBackoff + forShared;
  }

  static @Nullable WaitRecording threadWaits() {
    RecordedWait event = new RecordedWait();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return (limiter, method, end, times, limit) -> {
      event.end();
      if (event.shouldCommit()) {
        event.fill(limiter, method, end, times, limit);
        event.commit();
      }
    };
  }

  static @Nullable WaitRecording callWaits() {
    if (!new RecordedWait().isEnabled()) {
      return null;
    }
    return (limiter, method, end, times, limit) -> {
      RecordedWait event = new RecordedWait();
      event.fill(limiter, method, end, times, limit);
      event.commit();
    };
  }
}
