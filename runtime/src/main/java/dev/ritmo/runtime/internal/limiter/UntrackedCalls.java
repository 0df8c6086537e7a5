package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Weights;
import org.jspecify.annotations.Nullable;

/** Records of calls that hold nothing once they are admitted: only the time of each matters. */
final class UntrackedCalls implements CallRecords {

  private @Nullable AdmissionTimes times;

  @Override
  public void add(long now, long arrival, Weights weights) {
    if (arrival != now) {
      times = times == null ? new AdmissionTimes() : times;
      times.add(now, arrival);
    }
  }

  @Override
  public long admittedAt(long arrival) {
    return times == null ? arrival : times.time(arrival);
  }

  @Override
  public boolean mayKnow(long arrival) {
    return true;
  }

  @Override
  public boolean isOpen(long arrival) {
    return false;
  }

  @Override
  public Weights held(long arrival, Weights reserved) {
    return reserved;
  }

  @Override
  public void share(long arrival, long outer) {
    throw new IllegalStateException("There is no slot to share");
  }

  @Override
  public void close(long now, long arrival) {
    // it holds nothing
  }

  @Override
  public void undo(long arrival) {
    // it holds nothing
  }

  @Override
  public boolean covers(long arrival, Usage usage) {
    return true;
  }

  @Override
  public Settlement settle(long now, long arrival, CallTimes call, Usage usage) {
    return Settlement.CLOSED;
  }

  @Override
  public void takeBackLost(long now) {
    // nothing can be lost
  }

  @Override
  public long leaseEnd() {
    return Timeline.NEVER;
  }

  @Override
  public boolean areOpen() {
    return false;
  }

  @Override
  public long meanHold(long now) {
    return 0;
  }
}
