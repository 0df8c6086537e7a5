package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.events.LimiterEvents;
import dev.ritmo.runtime.internal.window.Watch;

/**
 * When a limiter pauses, and what ends a pause: its time, an operator, or a request that was sent
 * after the pause was asked for and has been served. Guarded by the limiter.
 */
final class Pauses {

  private final LimiterLanes lanes;
  private final LimiterEvents events;
  private final Watch watch;

  /** When the last pause was asked for. */
  private long askedAt;

  /** Whether {@link #watch} has a reason because of a pause. */
  private boolean isWatched;

  Pauses(LimiterLanes lanes, LimiterEvents events, Watch watch) {
    this.lanes = lanes;
    this.events = events;
    this.watch = watch;
  }

  /** Admits no call before this time; an earlier one than in force changes nothing. */
  void pause(long now, long until) {
    askedAt = now;
    lanes.pause(now, until);
    events.paused(now, until);
    updateWatch(now);
  }

  /** Pauses all that shares the account of a lane: the lane, or every call. */
  void pauseAccount(long now, Lane lane, long until) {
    if (lanes.arePausedApart()) {
      lane.pause(now, until);
      events.paused(now, until);
    } else {
      pause(now, until);
    }
  }

  /** Ends every pause, and makes calls due that wait for a time of their own. */
  void resume(long now) {
    end(now);
    lanes.all().forEach(lane -> lane.resume(now));
  }

  private void end(long now) {
    if (lanes.pausedUntil() > now) {
      events.resumed(now);
    }
    lanes.endPause(now);
    updateWatch(now);
  }

  private void updateWatch(long now) {
    boolean isPaused = lanes.pausedUntil() > now;
    if (isPaused && !isWatched) {
      watch.add();
    } else if (!isPaused && isWatched) {
      watch.remove();
    }
    isWatched = isPaused;
  }

  /** Whether it matters when calls that are served have left. */
  boolean areWatched() {
    return isWatched;
  }

  /** A request was served: if it left after a pause was asked for, the pause is over. */
  void served(long now, long left) {
    if (left > askedAt) {
      end(now);
    } else {
      updateWatch(now);
    }
  }
}
